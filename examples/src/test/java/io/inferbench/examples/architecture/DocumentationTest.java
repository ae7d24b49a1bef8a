package io.inferbench.examples.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.Modifier;
import org.junit.jupiter.api.Test;

/** What others may use is described; javadoc checks the form of what is there, this test that it is there. */
class DocumentationTest {

    @Test
    void everyPublicTypeAndMethodOfALibraryModuleHasAComment() throws IOException {
        SourceTree sources = SourceTree.parse();
        List<String> found = new ArrayList<>();
        for (CompilationUnitTree unit : sources.units()) {
            if (isLibraryCode(unit)) {
                new UndocumentedScanner(sources, unit, found).scan(unit, null);
            }
        }

        assertThat(found).isEmpty();
    }

    private static boolean isLibraryCode(CompilationUnitTree unit) {
        Path file = SourceTree.ROOT.relativize(Path.of(unit.getSourceFile().toUri()));
        return file.toString().replace('\\', '/').contains("/src/main/") && !file.startsWith("examples");
    }

    /** Enters public and protected declarations only, so that what it meets can be seen from outside. */
    private static final class UndocumentedScanner extends TreePathScanner<Void, Void> {

        private final SourceTree sources;
        private final CompilationUnitTree unit;
        private final List<String> found;

        UndocumentedScanner(SourceTree sources, CompilationUnitTree unit, List<String> found) {
            this.sources = sources;
            this.unit = unit;
            this.found = found;
        }

        @Override
        public Void visitClass(ClassTree type, Void nothing) {
            if (!isExported(type.getModifiers())) {
                return null;
            }
            check(type, type.getSimpleName().toString());
            return super.visitClass(type, null);
        }

        @Override
        public Void visitMethod(MethodTree method, Void nothing) {
            if (isExported(method.getModifiers()) && !needsNoComment(method)) {
                check(method, method.getName().toString());
            }
            return null;
        }

        private void check(Tree tree, String name) {
            if (sources.comment(getCurrentPath()).isEmpty()) {
                found.add(sources.place(unit, tree) + ": " + name + " has no Javadoc");
            }
        }

        private boolean isExported(ModifiersTree modifiers) {
            Set<Modifier> flags = modifiers.getFlags();
            return flags.contains(Modifier.PUBLIC)
                    || flags.contains(Modifier.PROTECTED)
                    || (parentIsInterface() && !flags.contains(Modifier.PRIVATE));
        }

        private boolean parentIsInterface() {
            TreePath parent = getCurrentPath().getParentPath();
            return parent != null && parent.getLeaf().getKind() == Tree.Kind.INTERFACE;
        }

        /** An override inherits its comment; the compact constructor of a record shares that of the record. */
        private boolean needsNoComment(MethodTree method) {
            boolean overrides = method.getModifiers().getAnnotations().stream()
                    .anyMatch(annotation ->
                            annotation.getAnnotationType().toString().equals("Override"));
            boolean isRecordConstructor = method.getReturnType() == null
                    && getCurrentPath().getParentPath().getLeaf().getKind() == Tree.Kind.RECORD;
            return overrides || isRecordConstructor;
        }
    }
}
