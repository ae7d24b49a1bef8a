package io.inferbench.tck.broken;

import io.inferbench.api.backend.BackendException;
import io.inferbench.api.backend.InFlight;
import io.inferbench.api.backend.PreparedRequest;
import io.inferbench.api.backend.Prompt;
import io.inferbench.api.backend.RequestEnd;
import io.inferbench.api.backend.RequestListener;
import io.inferbench.api.backend.RequestSession;
import io.inferbench.api.backend.ResponseChunk;
import io.inferbench.api.backend.ServedRequest;
import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Clients of a server that break one rule each. */
public final class BrokenClients {

    private BrokenClients() {}

    /** A client that is broken in what it tells its listeners. */
    abstract static class BrokenTelling extends TamperedClient {

        @Override
        RequestSession client(RequestSession sound) {
            return new Client(sound) {
                @Override
                RequestListener told(RequestListener listener) {
                    return BrokenTelling.this.told(listener);
                }
            };
        }

        abstract RequestListener told(RequestListener listener);
    }

    @Breaks({"R-01", "R-04", "R-07"})
    public static final class EndsTwice extends BrokenTelling {
        @Override
        RequestListener told(RequestListener listener) {
            return new TamperedClient.Told(listener) {
                @Override
                public void onEnd(RequestEnd end) {
                    super.onEnd(end);
                    super.onEnd(end);
                }
            };
        }
    }

    @Breaks({"R-01", "R-04"})
    public static final class TellsOfTheHeadAtTheEnd extends BrokenTelling {
        @Override
        RequestListener told(RequestListener listener) {
            return new TamperedClient.Told(listener) {
                @Override
                public void onHead(long arrivalNanos, int status) {
                    // Told with the end.
                }

                @Override
                public void onEnd(RequestEnd end) {
                    if (end instanceof RequestEnd.Finished finished) {
                        super.onHead(finished.endNanos(), 200);
                    }
                    super.onEnd(end);
                }
            };
        }
    }

    @Breaks("R-02")
    public static final class StampsArrivalsAhead extends BrokenTelling {
        @Override
        RequestListener told(RequestListener listener) {
            return new TamperedClient.Told(listener) {
                @Override
                public void onHead(long arrivalNanos, int status) {
                    super.onHead(arrivalNanos + 3_600_000_000_000L, status);
                }
            };
        }
    }

    @Breaks("R-03")
    public static final class CallsAFailureASuccess extends BrokenTelling {
        @Override
        RequestListener told(RequestListener listener) {
            return new TamperedClient.Told(listener) {
                @Override
                public void onEnd(RequestEnd end) {
                    super.onEnd(
                            end instanceof RequestEnd.Failed failed && failed.failure() == RequestEnd.Failure.IN_STREAM
                                    ? new RequestEnd.Finished(failed.endNanos(), Optional.of("stop"))
                                    : end);
                }
            };
        }
    }

    @Breaks("R-03")
    public static final class CallsEverythingEmpty extends BrokenTelling {
        @Override
        RequestListener told(RequestListener listener) {
            return new TamperedClient.Told(listener) {
                @Override
                public void onChunk(ResponseChunk chunk) {
                    super.onChunk(new Changed(chunk, ResponseChunk.Kind.EMPTY, chunk.text()));
                }
            };
        }
    }

    @Breaks("R-04")
    public static final class IgnoresCancel extends TamperedClient {
        @Override
        RequestSession client(RequestSession sound) {
            return new Client(sound) {
                @Override
                InFlight start(PreparedRequest prepared, RequestListener listener) {
                    prepared.start(listener);
                    return () -> {};
                }
            };
        }
    }

    @Breaks("R-05")
    public static final class TriesAgain extends BrokenTelling {
        @Override
        RequestSession client(RequestSession sound) {
            return new Client(sound) {
                @Override
                InFlight start(PreparedRequest prepared, RequestListener listener) {
                    prepared.start(new RequestListener() {
                        @Override
                        public void onSent(long sentNanos) {}

                        @Override
                        public void onChunk(ResponseChunk chunk) {}

                        @Override
                        public void onEnd(RequestEnd end) {}
                    });
                    return super.start(prepared, listener);
                }
            };
        }

        @Override
        RequestListener told(RequestListener listener) {
            return listener;
        }
    }

    @Breaks("R-06")
    public static final class TakesAnyPrompt extends TamperedClient {
        @Override
        RequestSession client(RequestSession sound) {
            return new Client(sound) {
                @Override
                public PreparedRequest prepare(ServedRequest request) throws BackendException {
                    boolean fits = promptForms().contains(request.prompt().form());
                    return super.prepare(
                            fits
                                    ? request
                                    : ServedRequest.builder(new Prompt.Text("something else"))
                                            .build());
                }
            };
        }
    }

    @Breaks("R-07")
    public static final class PreparesAfterClose extends TamperedClient {
        @Override
        RequestSession client(RequestSession sound) {
            return new Client(sound) {
                @Override
                public PreparedRequest prepare(ServedRequest request) throws BackendException {
                    try {
                        return super.prepare(request);
                    } catch (IllegalStateException closed) {
                        return listener -> () -> {};
                    }
                }
            };
        }
    }

    @Breaks("R-07")
    public static final class ForgetsRequestsAtClose extends TamperedClient {
        @Override
        RequestSession client(RequestSession sound) {
            return new Client(sound) {
                private volatile boolean closing;

                @Override
                RequestListener told(RequestListener listener) {
                    return new TamperedClient.Told(listener) {
                        @Override
                        public void onEnd(RequestEnd end) {
                            if (!closing) {
                                super.onEnd(end);
                            }
                        }
                    };
                }

                @Override
                public void close() {
                    closing = true;
                    super.close();
                }
            };
        }
    }

    @Breaks("R-08")
    public static final class SwallowsWhatListenersThrow extends BrokenTelling {
        @Override
        RequestListener told(RequestListener listener) {
            return new TamperedClient.Told(listener) {
                @Override
                public void onSent(long sentNanos) {
                    try {
                        super.onSent(sentNanos);
                    } catch (RuntimeException ignored) {
                        // As if nothing had happened.
                    }
                }
            };
        }
    }

    @Breaks("R-09")
    public static final class StartsAThreadEach extends TamperedClient {
        @Override
        RequestSession client(RequestSession sound) {
            return new Client(sound) {
                @Override
                RequestListener told(RequestListener listener) {
                    CountDownLatch ended = new CountDownLatch(1);
                    Thread waiting = new Thread(() -> awaitEnd(ended), "one-of-many");
                    waiting.setDaemon(true);
                    waiting.start();
                    return new TamperedClient.Told(listener) {
                        @Override
                        public void onEnd(RequestEnd end) {
                            ended.countDown();
                            super.onEnd(end);
                        }
                    };
                }
            };
        }

        private static void awaitEnd(CountDownLatch ended) {
            try {
                // Long enough to be seen.
                if (ended.await(1, TimeUnit.MINUTES)) {
                    TimeUnit.SECONDS.sleep(2);
                }
            } catch (InterruptedException over) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Breaks("R-10")
    public static final class LosesTheFirstChunk extends BrokenTelling {
        @Override
        RequestListener told(RequestListener listener) {
            return new TamperedClient.Told(listener) {
                private boolean lost;

                @Override
                public void onChunk(ResponseChunk chunk) {
                    if (lost) {
                        super.onChunk(chunk);
                    }
                    lost = true;
                }
            };
        }
    }

    private record Changed(ResponseChunk sound, Kind kind, ByteBuffer text) implements ResponseChunk {

        @Override
        public long arrivalNanos() {
            return sound.arrivalNanos();
        }

        @Override
        public boolean hasTokenCount() {
            return sound.hasTokenCount();
        }

        @Override
        public int tokenCount() {
            return sound.tokenCount();
        }

        @Override
        public IntBuffer tokenIds() {
            return sound.tokenIds();
        }
    }
}
