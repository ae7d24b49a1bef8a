package io.inferbench.models;

import io.inferbench.api.model.ModelException;
import io.inferbench.models.store.Hashes;
import io.inferbench.models.store.Manifest;
import io.inferbench.models.store.ModelStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A resource that is copied to the store once for each content. */
final class ClasspathResource {
    private final String name;
    private final URL url;

    private ClasspathResource(String name, URL url) {
        this.name = name;
        this.url = url;
    }

    /** Looks where the application would, then where this library is. */
    static Optional<ClasspathResource> find(String name) {
        String plain = name.startsWith("/") ? name.substring(1) : name;
        return Stream.<@Nullable ClassLoader>of(
                        Thread.currentThread().getContextClassLoader(), ClasspathResource.class.getClassLoader())
                .flatMap(Stream::ofNullable)
                .flatMap(loader -> Stream.ofNullable(loader.getResource(plain)))
                .findFirst()
                .map(url -> new ClasspathResource(plain, url));
    }

    LocatedFile copyTo(ModelStore store) throws ModelException {
        String file = name.substring(name.lastIndexOf('/') + 1);
        String label = "resource-" + file.replaceAll("[^A-Za-z0-9._-]", "_");
        try {
            URLConnection connection = url.openConnection();
            connection.setUseCaches(false);
            long bytes = Math.max(0, connection.getContentLengthLong());
            try (InputStream content = connection.getInputStream()) {
                String key = "resource " + name + "\nbytes " + bytes + "\n" + version(connection);
                ModelStore.Entry entry =
                        store.obtain(label, key, bytes, folder -> copy(content, folder.resolve(file), key));
                Manifest.Entry copy =
                        Objects.requireNonNull(entry.manifest().files().get(file));
                return new LocatedFile(entry.folder().resolve(file), Optional.of(copy.sha256()));
            }
        } catch (IOException e) {
            throw new ModelException("the resource " + url + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** What tells two contents of one name apart without reading them. */
    private static String version(URLConnection connection) throws IOException {
        if (connection instanceof JarURLConnection jar && jar.getJarEntry() != null) {
            return "crc " + Long.toHexString(jar.getJarEntry().getCrc());
        }
        return "modified " + connection.getLastModified();
    }

    private static Manifest copy(InputStream content, Path file, String key) throws IOException {
        MessageDigest digest = Hashes.sha256();
        try (OutputStream out = new DigestOutputStream(Files.newOutputStream(file), digest)) {
            content.transferTo(out);
        }
        String hash = HexFormat.of().formatHex(digest.digest());
        String name = String.valueOf(file.getFileName());
        return new Manifest(key, new TreeMap<>(Map.of(name, new Manifest.Entry(Files.size(file), hash))));
    }
}
