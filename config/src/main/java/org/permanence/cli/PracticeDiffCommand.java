package org.permanence.cli;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.permanence.yaml.Name;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

@Command(name = "diff", description = "Show the differences between two versions.")
final class PracticeDiffCommand implements Callable<Integer> {

    private static final int CONTEXT = 3;

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Mixin
    private AccessOptions access = new AccessOptions();

    @Parameters(index = "0", paramLabel = "PRACTICE", description = "Name of the practice.")
    private Name practice = new Name("practice");

    @Parameters(index = "1", arity = "0..1", paramLabel = "FROM", description = "First version (default: TO - 1).")
    private Optional<Integer> from = Optional.empty();

    @Parameters(index = "2", arity = "0..1", paramLabel = "TO", description = "Second version (default: the newest).")
    private Optional<Integer> to = Optional.empty();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        var client = access.client(config.management());
        int last = to.orElseGet(() -> newest(client, practice));
        int first = from.orElse(last - 1);
        if (first < 1) {
            throw new CommandException(
                    "practice " + practice + ": no earlier version (expected: two versions to compare)");
        }
        List<String> before = lines(client, practice, first);
        List<String> after = lines(client, practice, last);
        UnifiedDiffUtils.generateUnifiedDiff(
                        practice + ".yaml, version " + first,
                        practice + ".yaml, version " + last,
                        before,
                        DiffUtils.diff(before, after),
                        CONTEXT)
                .forEach(spec.commandLine().getOut()::println);
        return 0;
    }

    private static int newest(ManagementClient client, Name practice) {
        JsonNode versions = client.get("/practices/" + practice + "/versions");
        return versions.path(0).path("version").asInt();
    }

    private static List<String> lines(ManagementClient client, Name practice, int version) {
        String text = client.get("/practices/" + practice + "/versions/" + version)
                .path("text")
                .asString();
        return Arrays.asList(text.split("\n"));
    }
}
