package io.inferbench.backend.djl.pytorch;

import io.inferbench.api.model.ModelArtifact;
import io.inferbench.api.model.ModelFormat;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** An archive without weights, as {@code torch.jit.save} writes one for a user, and without a word of ours in it. */
final class HandWritten {

    private HandWritten() {}

    static ModelArtifact write(Path file, String className, String code) throws IOException {
        // PROTO 2, the class, EMPTY_TUPLE NEWOBJ, a dictionary of the one attribute, BUILD, STOP
        byte[] module = ("\u0080\u0002c__torch__\n" + className
                        + "\n)\u0081}(X\u0008\u0000\u0000\u0000training\u0089ub.")
                .getBytes(StandardCharsets.ISO_8859_1);
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            add(zip, "data.pkl", module);
            add(zip, "code/__torch__.py", code.getBytes(StandardCharsets.UTF_8));
            add(zip, "constants.pkl", "\u0080\u0002).".getBytes(StandardCharsets.ISO_8859_1));
            add(zip, "version", "10\n".getBytes(StandardCharsets.UTF_8));
        }
        return ModelArtifact.file(className, ModelFormat.TORCHSCRIPT, file);
    }

    private static void add(ZipOutputStream zip, String name, byte[] content) throws IOException {
        zip.putNextEntry(new ZipEntry("scale/" + name));
        zip.write(content);
        zip.closeEntry();
    }
}
