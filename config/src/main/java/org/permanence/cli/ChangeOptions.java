package org.permanence.cli;

import java.util.Map;
import org.permanence.practice.PracticeChange;
import org.permanence.settings.InstallationSettings;
import org.permanence.yaml.Name;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/// Who changes a practice's file, and why: it stands in the practice's history.
final class ChangeOptions {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Option(names = "--author", paramLabel = "NAME", required = true, description = "Who changes it: one word.")
    private String author = "";

    @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why, in one line.")
    private String reason = "";

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    /// Asks the running house for the change, and tells what became of it.
    ///
    /// @param wanted the text, or the version to go back to
    void submit(InstallationSettings installation, Name practice, String action, Map.Entry<String, Object> content) {
        var change = change();
        String body = JSON.writeValueAsString(
                Map.of("author", change.author(), "reason", change.reason(), content.getKey(), content.getValue()));
        int version = ManagementClient.withLongTimeout(installation.management())
                .post("/practices/" + practice + "/" + action, body)
                .path("version")
                .asInt();
        spec.commandLine()
                .getOut()
                .println("applied: " + practice + ", version " + version + "; the next call meets it");
    }

    private PracticeChange change() {
        try {
            return new PracticeChange(author, reason);
        } catch (IllegalArgumentException bad) {
            throw new ParameterException(spec.commandLine(), "--" + bad.getMessage(), bad);
        }
    }
}
