package io.inferbench.examples.architecture;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePath;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** The Java files of every module, parsed by the compiler of the running JDK but not compiled. */
record SourceTree(List<CompilationUnitTree> units, Trees trees) {

    /** The root of the repository: tests run in the folder of their module. */
    static final Path ROOT = Path.of("").toAbsolutePath().getParent();

    static SourceTree parse() throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StandardJavaFileManager files = compiler.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8);
        JavacTask task = (JavacTask) compiler.getTask(
                null, files, null, List.of("-proc:none"), null, files.getJavaFileObjectsFromPaths(javaFiles()));
        List<CompilationUnitTree> units = new ArrayList<>();
        task.parse().forEach(units::add);
        return new SourceTree(units, Trees.instance(task));
    }

    /** Returns the Java files below {@code src} of each module, those inside the examples too. */
    static List<Path> javaFiles() throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path module : modules()) {
            files.addAll(javaFilesBelow(module.resolve("src")));
        }
        return files;
    }

    static List<Path> modules() throws IOException {
        try (Stream<Path> folders = Files.walk(ROOT, 2)) {
            return folders.filter(folder -> Files.isRegularFile(folder.resolve("pom.xml")))
                    .filter(folder -> Files.isDirectory(folder.resolve("src")))
                    .sorted()
                    .toList();
        }
    }

    static List<Path> javaFilesBelow(Path folder) throws IOException {
        try (Stream<Path> entries = Files.walk(folder)) {
            return entries.filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** Returns the number of lines that a declaration takes, its annotations counted and its Javadoc not. */
    long lines(CompilationUnitTree unit, Tree tree) {
        SourcePositions positions = trees.getSourcePositions();
        return line(unit, positions.getEndPosition(unit, tree))
                - line(unit, positions.getStartPosition(unit, tree))
                + 1;
    }

    Optional<String> comment(TreePath path) {
        return Optional.ofNullable(trees.getDocComment(path));
    }

    String place(CompilationUnitTree unit, Tree tree) {
        Path file = ROOT.relativize(Path.of(unit.getSourceFile().toUri()));
        return file + ":" + line(unit, trees.getSourcePositions().getStartPosition(unit, tree));
    }

    private static long line(CompilationUnitTree unit, long position) {
        return unit.getLineMap().getLineNumber(position);
    }
}
