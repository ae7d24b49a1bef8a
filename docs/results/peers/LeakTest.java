import static org.bytedeco.cuda.global.cudart.*;
import io.inferbench.api.*; import io.inferbench.api.backend.*; import io.inferbench.api.model.*; import io.inferbench.api.option.Options;
import java.nio.file.*; import java.util.*;
import org.bytedeco.javacpp.SizeTPointer;
/** args: model.onnx cacheFolder cycles: opens, runs and closes a session; prints free device memory. */
public class LeakTest {
  static long free() { SizeTPointer f = new SizeTPointer(1), t = new SizeTPointer(1); cudaMemGetInfo(f, t); return f.get(); }
  public static void main(String[] a) throws Exception {
    Backend b = ServiceLoader.load(Backend.class).stream().map(ServiceLoader.Provider::get).filter(x -> x.id().equals("tensorrt")).findFirst().orElseThrow();
    System.out.println(b.probe(Options.empty()));
    int cycles = Integer.parseInt(a[2]); long first = 0;
    for (int i = 0; i < cycles; i++) {
      SessionSpec spec = SessionSpec.builder(ModelArtifact.file("m", ModelFormat.ONNX, Path.of(a[0])), Path.of(a[1])).precision(Precision.FP16)
          .expectedShape(CallShape.forward(2, 32)).options(Options.parse(b.options(), Map.of("engine.cache", a[1], "cuda.graph", i % 2 == 0 ? "true" : "false"))).build();
      try (TensorSession s = (TensorSession) b.open(spec)) {
        InferenceRequest.Builder r = InferenceRequest.builder();
        for (TensorSpec in : s.signature().inputs()) r.input(Tensor.allocate(in.name(), in.type(), 2, 32));
        try (TensorCall c = s.prepare(r.build())) { c.run(); c.run(); if (i == 0) System.out.println(s.facts() + " " + ((DeviceTimed) c).deviceNanos()); }
      }
      long f = free(); if (i == 1) first = f;
      if (i % 20 == 0 || i == cycles - 1) System.out.printf("cycle %d free %d MiB%n", i, f >> 20);
    }
    System.out.printf("LEAK after cycle 1 to the end: %.1f MiB%n", (first - free()) / 1048576.0);
    Runtime.getRuntime().halt(0);
  }
}
