package io.inferbench.core.ledger;

/** The kinds of a ledger's events, with the words under which a report keeps them. */
public enum Disturbance {
    /** A pause of all threads for garbage collection. */
    GC_PAUSE("gc-pause", true),
    /** A stop of all threads, whatever for. */
    SAFEPOINT("safepoint", true),
    /** A wake-up of the recorder's sleeper that came late, whoever was to blame. */
    TIMER_LAG("timer-lag", true),
    /** A second in which other processes used much of the machine. */
    OTHER_CPU("other-cpu", false),
    /** A second in which a hypervisor gave much of the machine away. */
    CPU_STEAL("cpu-steal", false);

    private final String kind;
    private final boolean stall;

    Disturbance(String kind, boolean stall) {
        this.kind = kind;
        this.stall = stall;
    }

    /** Returns the word. */
    public String kind() {
        return kind;
    }

    /** Returns whether threads stood still for the event's whole duration, rather than ran slower within it. */
    boolean isStall() {
        return stall;
    }
}
