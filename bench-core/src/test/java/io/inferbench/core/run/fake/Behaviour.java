package io.inferbench.core.run.fake;

/** What a fake backend does wrong. */
public enum Behaviour {
    /** Nothing. */
    GOOD,
    THROW_IN_OPEN,
    THROW_IN_PREPARE,
    THROW_IN_FIRST_CALL,
    THROW_LATE,
    THROW_IN_CLOSE,
    /** Ends the process without a word. */
    HALT,
    /** Calls System.exit. */
    EXIT,
    /** Reads address 0. */
    SEGFAULT,
    /** As a native assertion would. */
    ABORT,
    /** As the kernel does when memory runs out. */
    KILL,
    FILL_HEAP,
    /** Stops all of its process's threads. */
    FREEZE,
    /** Does not come back from a call. */
    HANG,
    /** Floods standard output. */
    CHATTER,
    /** Gives wrong numbers. */
    LIE,
    /** Gives NaN. */
    NOT_A_NUMBER,
    /** Gives an output of another shape. */
    WRONG_SHAPE,
    /** Right at first, wrong from the hundredth call on. */
    TURN_LIAR,
    /** Runs somewhere else than asked. */
    OTHER_DEVICE,
    /** Each call takes a millisecond more. */
    SLOW
}
