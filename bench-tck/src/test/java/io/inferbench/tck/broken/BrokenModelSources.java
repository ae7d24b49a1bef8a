package io.inferbench.tck.broken;

import io.inferbench.api.ProgressListener;
import io.inferbench.api.model.CallShape;
import io.inferbench.api.model.Model;
import io.inferbench.api.model.ModelArtifact;
import io.inferbench.api.model.ModelCost;
import io.inferbench.api.model.ModelException;
import io.inferbench.api.model.ModelFormat;
import io.inferbench.api.model.ModelSpec;
import io.inferbench.api.model.Tokenizer;
import io.inferbench.tck.doubles.FakeModelSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Model sources that break the rules of models. */
public final class BrokenModelSources {

    private BrokenModelSources() {}

    @Breaks({"M-01", "M-03"})
    public static final class DependsOnThePlace extends TamperedSource {
        @Override
        Model model(Model opened, ModelSpec spec) {
            return new TamperedModel(opened) {
                @Override
                ModelArtifact artifact(ModelArtifact written) throws ModelException {
                    return rewrite(written, "place=" + spec.cacheDirectory());
                }
            };
        }
    }

    @Breaks("M-01")
    public static final class ShoutsItsHash extends TamperedSource {
        @Override
        Model model(Model opened, ModelSpec spec) {
            return new TamperedModel(opened) {
                @Override
                ModelArtifact artifact(ModelArtifact written) throws ModelException {
                    return withHash(written, written.sha256().orElseThrow().toUpperCase(Locale.ROOT));
                }
            };
        }
    }

    @Breaks({"M-01", "M-02"})
    public static final class HidesItsHash extends TamperedSource {
        @Override
        Model model(Model opened, ModelSpec spec) {
            return new TamperedModel(opened) {
                @Override
                ModelArtifact artifact(ModelArtifact written) throws ModelException {
                    return new ModelArtifact(
                            written.name(), written.format(), written.path(), Optional.empty(), written.facts());
                }
            };
        }
    }

    @Breaks("M-02")
    public static final class IgnoresTheWeightSeed extends TamperedSource {
        @Override
        public Model open(ModelSpec spec) throws ModelException {
            return super.open(ModelSpec.builder(spec.reference(), spec.cacheDirectory())
                    .precision(spec.precision())
                    .build());
        }
    }

    @Breaks("M-02")
    public static final class OverwritesOtherSeeds extends TamperedSource {
        private static final Object LOCK = new Object();

        @Override
        Model model(Model opened, ModelSpec spec) {
            return new TamperedModel(opened) {
                @Override
                public ModelArtifact materialize(ModelFormat format, ProgressListener progress) throws ModelException {
                    synchronized (LOCK) {
                        return super.materialize(format, progress);
                    }
                }

                @Override
                ModelArtifact artifact(ModelArtifact written) throws ModelException {
                    Path one = written.path().orElseThrow().resolveSibling("model.fake");
                    try {
                        Files.move(written.path().orElseThrow(), one, StandardCopyOption.REPLACE_EXISTING);
                    } catch (IOException failed) {
                        throw new ModelException("cannot move", failed);
                    }
                    return new ModelArtifact(
                            written.name(), written.format(), Optional.of(one), written.sha256(), Map.of());
                }
            };
        }
    }

    @Breaks("M-03")
    public static final class LeavesHalfAFile extends TamperedSource {
        @Override
        Model model(Model opened, ModelSpec spec) {
            return new TamperedModel(opened) {
                @Override
                public ModelArtifact materialize(ModelFormat format, ProgressListener progress) throws ModelException {
                    ModelArtifact whole = sound.materialize(format, ProgressListener.NONE);
                    Path path = whole.path().orElseThrow();
                    try {
                        if (Files.exists(path.resolveSibling("half"))) {
                            return whole;
                        }
                        String text = Files.readString(path);
                        Files.writeString(path, text.substring(0, text.length() / 2));
                        progress.onProgress("writing", 0.5);
                        Files.writeString(path, text);
                        return whole;
                    } catch (IOException failed) {
                        throw new ModelException("cannot write", failed);
                    } catch (IllegalStateException stopped) {
                        makeHalf(path);
                        throw stopped;
                    }
                }

                private void makeHalf(Path path) throws ModelException {
                    try {
                        Files.createFile(path.resolveSibling("half"));
                    } catch (IOException failed) {
                        throw new ModelException("cannot write", failed);
                    }
                }
            };
        }
    }

    @Breaks("M-03")
    public static final class ThrowsUncheckedWhenUnwritable extends TamperedSource {
        @Override
        Model model(Model opened, ModelSpec spec) {
            return new TamperedModel(opened) {
                @Override
                public ModelArtifact materialize(ModelFormat format, ProgressListener progress) throws ModelException {
                    if (Files.isRegularFile(spec.cacheDirectory())) {
                        throw new IllegalStateException("cannot write");
                    }
                    return super.materialize(format, progress);
                }
            };
        }
    }

    @Breaks("M-04")
    public static final class OpensAnything extends TamperedSource {
        @Override
        public Model open(ModelSpec spec) throws ModelException {
            return claims(spec.reference()) ? super.open(spec) : model(null, spec);
        }

        @Override
        Model model(Model opened, ModelSpec spec) {
            return new TamperedModel(opened) {
                @Override
                public void close() {
                    // There may be nothing.
                }
            };
        }
    }

    @Breaks("M-04")
    public static final class DoesNotSayWhich extends TamperedSource {
        @Override
        public Model open(ModelSpec spec) throws ModelException {
            try {
                return super.open(spec);
            } catch (ModelException refused) {
                throw new ModelException("there is no such model", refused);
            }
        }
    }

    @Breaks("M-05")
    public static final class WritesAnyFormat extends TamperedSource {
        @Override
        Model model(Model opened, ModelSpec spec) {
            return new TamperedModel(opened) {
                @Override
                public ModelArtifact materialize(ModelFormat format, ProgressListener progress) throws ModelException {
                    return super.materialize(FakeModelSource.FORMAT, progress);
                }
            };
        }
    }

    @Breaks("M-05")
    public static final class RenamesItsFiles extends TamperedSource {
        @Override
        Model model(Model opened, ModelSpec spec) {
            return new TamperedModel(opened) {
                @Override
                ModelArtifact artifact(ModelArtifact written) throws ModelException {
                    return new ModelArtifact(
                            "other name", written.format(), written.path(), written.sha256(), written.facts());
                }
            };
        }
    }

    @Breaks("M-06")
    public static final class ChokesOnOddNames extends TamperedSource {
        @Override
        public boolean claims(String reference) {
            Path path = Path.of(reference);
            return super.claims(path.toString());
        }
    }

    @Breaks("M-06")
    public static final class ListsWhatItDoesNotClaim extends TamperedSource {
        @Override
        public List<String> models() {
            return List.of("fake-tensor", "fake-other");
        }
    }

    @Breaks("M-07")
    public static final class CostsNothing extends TamperedSource {
        @Override
        Model model(Model opened, ModelSpec spec) {
            return new TamperedModel(opened) {
                @Override
                public Optional<ModelCost> cost(CallShape shape) {
                    return Optional.of(new ModelCost(0, 1));
                }
            };
        }
    }

    @Breaks("M-07")
    public static final class CountsWeightsPerSample extends TamperedSource {
        @Override
        Model model(Model opened, ModelSpec spec) {
            return new TamperedModel(opened) {
                @Override
                public Optional<ModelCost> cost(CallShape shape) {
                    return Optional.of(new ModelCost(shape.batchSize(), Math.pow(shape.batchSize(), 2)));
                }
            };
        }
    }

    @Breaks("M-08")
    public static final class ModelClosesOnce extends TamperedSource {
        @Override
        Model model(Model opened, ModelSpec spec) {
            return new TamperedModel(opened) {
                private boolean over;

                @Override
                public void close() {
                    if (over) {
                        throw new IllegalStateException("closed twice");
                    }
                    over = true;
                }
            };
        }
    }

    @Breaks("M-09")
    public static final class IdsOutsideTheVocabulary extends TamperedSource {
        @Override
        Model model(Model opened, ModelSpec spec) {
            return new TamperedModel(opened) {
                @Override
                public Optional<Tokenizer> tokenizer() {
                    return Optional.of(new LetterTokenizer() {
                        @Override
                        public int vocabularySize() {
                            return 100;
                        }
                    });
                }
            };
        }
    }

    private static ModelArtifact withHash(ModelArtifact written, String sha256) {
        return new ModelArtifact(
                written.name(), written.format(), written.path(), Optional.of(sha256), written.facts());
    }

    private static ModelArtifact rewrite(ModelArtifact written, String line) throws ModelException {
        Path other = Path.of(written.path().orElseThrow() + ".placed");
        try {
            Files.writeString(other, line);
        } catch (IOException failed) {
            throw new ModelException("cannot write", failed);
        }
        return new ModelArtifact(
                written.name(), written.format(), Optional.of(other), written.sha256(), written.facts());
    }
}
