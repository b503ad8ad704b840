package org.permanence.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.permanence.seal.FileRootKey;
import org.permanence.seal.SealException;
import org.permanence.seal.TokenRootKey;
import org.permanence.settings.InstallationSettings;
import org.permanence.settings.RootKeySettings.InFile;
import org.permanence.settings.RootKeySettings.InToken;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

@Command(
        name = "archive",
        description = {
            "create-root-key draws a root key, in the token that the settings name or into a new file: before the first",
            "start, or to change it (see archive.former-root-key-file). rotate gives a practice of the running house a",
            "new key: no recording is touched."
        })
final class KeyCommand implements Callable<Integer> {

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Mixin
    private AuditOptions auditOptions = new AuditOptions();

    @Parameters(index = "0", paramLabel = "ACTION", description = "create-root-key or rotate")
    private String action = "";

    @Option(names = "--out", paramLabel = "FILE", description = "create-root-key: a new file, instead of a token.")
    private Optional<Path> out = Optional.empty();

    @Option(names = "--practice", paramLabel = "NAME", description = "rotate: whose key.")
    private Optional<String> practice = Optional.empty();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        switch (action) {
            case "create-root-key" -> out.ifPresentOrElse(this::createRootKey, () -> createRootKey(config.read()));
            case "rotate" -> rotateKey();
            default ->
                throw new ParameterException(
                        spec.commandLine(), "action: " + action + " (expected: create-root-key, rotate)");
        }
        return 0;
    }

    private void rotateKey() {
        String practiceName = practice.filter(name -> name.matches("[a-z0-9-]{1,40}"))
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(), "--practice: missing or unreadable (expected: a practice's name)"));
        String query = auditOptions.queryString();
        JsonNode response =
                auditOptions.client(config.read().management()).post("/keys/" + practiceName + "/rotate?" + query);
        spec.commandLine()
                .getOut()
                .println("rotated the key of " + practiceName + "; audit entry "
                        + response.path("audit-entry").asString());
    }

    private void createRootKey(Path file) {
        if (Files.exists(file)) {
            throw new ParameterException(spec.commandLine(), "--out: there already (expected: a new file)");
        }
        try {
            FileRootKey.create(file);
        } catch (SealException fault) {
            throw new CommandException("root key: " + fault.getMessage(), fault);
        }
        spec.commandLine().getOut().println("made " + file + "; keep a copy elsewhere");
    }

    private void createRootKey(InstallationSettings settings) {
        switch (settings.archive().rootKey()) {
            case InFile _ ->
                throw new CommandException("root key: the settings name its file, which is there (expected: archive."
                        + "root-key-token, or --out for another file)");
            case InToken token -> createRootKey(token);
        }
    }

    private void createRootKey(InToken token) {
        try {
            TokenRootKey.create(
                    token.module(), token.slot(), token.pin().read().text().toCharArray(), token.label());
        } catch (SealException fault) {
            throw new CommandException("root key: " + fault.getMessage(), fault);
        }
        spec.commandLine().getOut().println("made " + token.label() + " in the token of slot " + token.slot());
    }
}
