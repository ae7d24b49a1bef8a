package io.inferbench.backend.ort;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.CharPointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;

/** File names in the form the engine takes on this platform. */
final class NativePath {

    private NativePath() {}

    /** Returns a zero-terminated path: UTF-16 on Windows, UTF-8 elsewhere; the caller closes it. */
    static Pointer of(Path path) {
        String text = path.toAbsolutePath().toString();
        return Loader.getPlatform().startsWith("windows")
                ? new CharPointer(text)
                : new BytePointer(text, StandardCharsets.UTF_8);
    }
}
