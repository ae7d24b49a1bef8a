package io.inferbench.models.weights;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apiguardian.api.API;

/**
 * Has a few threads compute the pieces of a file while the caller's thread takes them in order.
 *
 * <p>Only a handful of pieces exist at a time, so heap use does not grow with the file and the bytes do not depend on the
 * number of threads.
 */
@API(status = API.Status.INTERNAL, since = "0.1")
public final class OrderedPieces {

    /** About how many values a piece should have: a megabyte of fp32. */
    public static final int VALUES_PER_PIECE = 1 << 18;

    private OrderedPieces() {}

    /** Computes the bytes of one piece, on any thread. */
    @FunctionalInterface
    public interface Piece {
        /** The bytes. */
        byte[] bytes() throws IOException;
    }

    /** Takes the bytes of one piece, on the caller's thread. */
    @FunctionalInterface
    public interface Taker {
        /** Takes them. */
        void take(byte[] bytes) throws IOException;
    }

    /** Computes all and hands them over in order. */
    public static void compute(Iterator<? extends Piece> pieces, Taker taker) throws IOException {
        int threads = Math.min(4, Runtime.getRuntime().availableProcessors());
        ExecutorService pool = Executors.newFixedThreadPool(threads, task -> {
            Thread thread = new Thread(task, "weights");
            thread.setDaemon(true);
            return thread;
        });
        try {
            Deque<Future<byte[]>> underway = new ArrayDeque<>();
            while (pieces.hasNext() || !underway.isEmpty()) {
                while (pieces.hasNext() && underway.size() <= threads) {
                    Piece piece = pieces.next();
                    underway.add(pool.submit(piece::bytes));
                }
                taker.take(finished(underway.remove()));
            }
        } finally {
            pool.shutdownNow();
        }
    }

    private static byte[] finished(Future<byte[]> future) throws IOException {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while writing weights", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException io) {
                throw io;
            }
            throw new IllegalStateException("weights could not be computed", e.getCause());
        }
    }
}
