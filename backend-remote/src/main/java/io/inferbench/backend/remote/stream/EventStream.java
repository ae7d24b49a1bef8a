package io.inferbench.backend.remote.stream;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/**
 * Server-sent events, cut out of whatever pieces they arrive in (WHATWG HTML, section 9.2.6).
 *
 * <p>Lines end with LF, CR LF or CR; a blank line ends an event; comments and fields other than {@code data} are passed
 * over.
 */
public final class EventStream {

    private static final byte[] DATA = {'d', 'a', 't', 'a'};
    private static final int LONGEST_EVENT_BYTES = 64 << 20;

    private byte[] buffer = new byte[2048];
    private int filled;
    private boolean atStart = true;
    private boolean lineFeedPending;
    /** Data lines of the event so far, joined; used only by events of several lines. */
    private byte[] joined = new byte[0];

    private int joinedLength;
    private boolean dataSeen;

    /** Takes the data of one event. */
    @FunctionalInterface
    public interface EventConsumer {

        /** Takes bytes that are valid during this call only. */
        void onEvent(byte[] bytes, int from, int to) throws MalformedAnswerException;
    }

    /** Takes what arrived and passes on the events that are now whole. */
    public void feed(ByteBuf arrived, EventConsumer consumer) throws MalformedAnswerException {
        int more = arrived.readableBytes();
        if (filled + more > LONGEST_EVENT_BYTES) {
            throw new MalformedAnswerException("an event is longer than " + LONGEST_EVENT_BYTES + " bytes");
        }
        if (filled + more > buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.max(2 * buffer.length, filled + more));
        }
        arrived.readBytes(buffer, filled, more);
        int searchFrom = filled;
        filled += more;
        int lineFrom = 0;
        for (int at = searchFrom; at < filled; at++) {
            byte here = buffer[at];
            if (here == '\n' && lineFeedPending && at == lineFrom) {
                // The second half of CR LF.
                lineFrom = at + 1;
                lineFeedPending = false;
            } else if (here == '\n' || here == '\r') {
                lineFeedPending = here == '\r';
                takeLine(lineFrom, at, consumer);
                lineFrom = at + 1;
            }
        }
        if (lineFrom > 0) {
            System.arraycopy(buffer, lineFrom, buffer, 0, filled - lineFrom);
            filled -= lineFrom;
        }
        lineFeedPending &= filled == 0;
    }

    /** Returns whether an event has begun and not ended. */
    public boolean isWithinEvent() {
        return filled > 0 || dataSeen;
    }

    private void takeLine(int lineFrom, int lineTo, EventConsumer consumer) throws MalformedAnswerException {
        int from = lineFrom;
        if (atStart) {
            atStart = false;
            from += startsWithByteOrderMark(from, lineTo) ? 3 : 0;
        }
        if (from == lineTo) {
            dispatch(consumer);
            return;
        }
        int nameTo = from;
        while (nameTo < lineTo && buffer[nameTo] != ':') {
            nameTo++;
        }
        if (!Arrays.equals(buffer, from, nameTo, DATA, 0, DATA.length)) {
            return;
        }
        int valueFrom = Math.min(nameTo + 1, lineTo);
        if (valueFrom < lineTo && buffer[valueFrom] == ' ') {
            valueFrom++;
        }
        join(valueFrom, lineTo);
    }

    private void join(int from, int to) {
        int separator = dataSeen ? 1 : 0;
        int length = joinedLength + separator + to - from;
        if (length > joined.length) {
            joined = Arrays.copyOf(joined, Math.max(2 * joined.length, length));
        }
        if (dataSeen) {
            joined[joinedLength] = '\n';
        }
        System.arraycopy(buffer, from, joined, joinedLength + separator, to - from);
        joinedLength = length;
        dataSeen = true;
    }

    private void dispatch(EventConsumer consumer) throws MalformedAnswerException {
        if (dataSeen) {
            int length = joinedLength;
            dataSeen = false;
            joinedLength = 0;
            consumer.onEvent(joined, 0, length);
        }
    }

    private boolean startsWithByteOrderMark(int from, int to) {
        return to - from >= 3
                && buffer[from] == (byte) 0xef
                && buffer[from + 1] == (byte) 0xbb
                && buffer[from + 2] == (byte) 0xbf;
    }
}
