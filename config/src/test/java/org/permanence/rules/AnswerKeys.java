package org.permanence.rules;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/// Reads the keys of answers from the sources: those of each map that is written as `Map.of(…)` or `json.put(…)`,
/// and each literal that is put into another map.
final class AnswerKeys extends TreePathScanner<Void, String> {

    private final List<Use> uses = new ArrayList<>();

    /// @param key as it is written, if it is no literal
    /// @param place type and method, such as `SignInApi.begin`
    record Use(String key, String place) {}

    private AnswerKeys() {}

    static List<Use> in(List<Path> sources) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        var keys = new AnswerKeys();
        try (var files = compiler.getStandardFileManager(null, null, null)) {
            var task = (JavacTask) compiler.getTask(
                    null, files, _ -> {}, List.of("-proc:none"), null, files.getJavaFileObjectsFromPaths(sources));
            for (CompilationUnitTree unit : task.parse()) {
                String name =
                        Path.of(unit.getSourceFile().getName()).getFileName().toString();
                keys.scan(unit, name.replace(".java", ""));
            }
        }
        return keys.uses;
    }

    @Override
    public Void visitMethod(MethodTree method, String place) {
        return super.visitMethod(method, place.replaceFirst("\\..*", "") + "." + method.getName());
    }

    /// Details of an audit entry are a sorted map; they are in no answer.
    @Override
    public Void visitNewClass(NewClassTree created, String place) {
        return created.getIdentifier().toString().startsWith("TreeMap") ? null : super.visitNewClass(created, place);
    }

    @Override
    public Void visitMethodInvocation(MethodInvocationTree call, String place) {
        List<? extends ExpressionTree> arguments = call.getArguments();
        switch (call.getMethodSelect().toString()) {
            case "Map.of" -> {
                for (int i = 0; i < arguments.size(); i += 2) {
                    add(arguments.get(i), place);
                }
            }
            case "json.put" -> add(arguments.getFirst(), place);
            case String put
            when put.endsWith(".put") && arguments.getFirst() instanceof LiteralTree ->
                add(arguments.getFirst(), place);
            default -> {}
        }
        return super.visitMethodInvocation(call, place);
    }

    private void add(ExpressionTree key, String place) {
        String word = key instanceof LiteralTree literal ? String.valueOf(literal.getValue()) : key.toString();
        uses.add(new Use(word, place));
    }
}
