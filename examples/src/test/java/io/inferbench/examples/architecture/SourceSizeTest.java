package io.inferbench.examples.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Classes and methods stay short enough to be read at once. */
class SourceSizeTest {

    private static final int MAX_CLASS_LINES = 300;
    private static final int MAX_METHOD_LINES = 40;

    @Test
    void noClassIsLongerThan300LinesAndNoMethodLongerThan40() throws IOException {
        SourceTree sources = SourceTree.parse();

        assertThat(sources.units()).isNotEmpty();
        assertThat(tooLong(sources)).isEmpty();
    }

    private static List<String> tooLong(SourceTree sources) {
        List<String> found = new ArrayList<>();
        for (CompilationUnitTree unit : sources.units()) {
            new TreeScanner<Void, Void>() {
                @Override
                public Void visitClass(ClassTree type, Void nothing) {
                    check(type, "class " + type.getSimpleName(), MAX_CLASS_LINES);
                    return super.visitClass(type, null);
                }

                @Override
                public Void visitMethod(MethodTree method, Void nothing) {
                    check(method, "method " + method.getName(), MAX_METHOD_LINES);
                    return super.visitMethod(method, null);
                }

                private void check(Tree tree, String name, int limit) {
                    long lines = sources.lines(unit, tree);
                    if (lines > limit) {
                        found.add(sources.place(unit, tree) + ": " + name + " has " + lines + " lines");
                    }
                }
            }.scan(unit, null);
        }
        return found;
    }
}
