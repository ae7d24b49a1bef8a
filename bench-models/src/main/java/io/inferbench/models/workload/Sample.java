package io.inferbench.models.workload;

/** One text and what its file says about it; the label is empty if the file has none. */
record Sample(String text, String label) {}
