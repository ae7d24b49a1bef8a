package io.inferbench.models;

import java.nio.file.Path;
import java.util.Optional;

/** A file that a reference led to, and its hash if that is known without reading it. */
record LocatedFile(Path path, Optional<String> sha256) {}
