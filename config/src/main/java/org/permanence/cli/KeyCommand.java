package org.permanence.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.permanence.practice.PracticeId;
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

@Command(name = "key", description = "Create the installation's root key and rotate the practices' keys.")
final class KeyCommand {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Command(
            name = "create-root",
            description = "Create a root key in the PKCS#11 token of the settings, or in a new file.")
    void createRoot(
            @Mixin ConfigOption config,
            @Option(
                            names = "--out",
                            paramLabel = "FILE",
                            description = "File to write; it must not exist (default: the token).")
                    Optional<Path> out) {
        out.ifPresentOrElse(this::createRootKey, () -> createRootKey(config.read()));
    }

    @Command(name = "rotate", description = "Give a practice a new key. Existing recordings stay readable.")
    void rotate(
            @Mixin ConfigOption config,
            @Mixin AuditOptions audit,
            @Parameters(paramLabel = "PRACTICE", description = "Practice whose key to rotate.") PracticeId practice) {
        JsonNode response = audit.client(config.management()).post("/keys/" + practice + "/rotate");
        spec.commandLine()
                .getOut()
                .println("rotated the key of " + practice + "; audit entry "
                        + response.path("audit-entry").asString());
    }

    private void createRootKey(Path file) {
        if (Files.exists(file)) {
            throw new ParameterException(
                    spec.commandLine(), "--out: " + file + " already exists (expected: a new file)");
        }
        try {
            FileRootKey.create(file);
        } catch (SealException fault) {
            throw new CommandException("root key: " + fault.getMessage(), fault);
        }
        spec.commandLine().getOut().println("created " + file + "; keep a copy elsewhere");
    }

    private void createRootKey(InstallationSettings settings) {
        switch (settings.archive().rootKey()) {
            case InFile _ ->
                throw new CommandException("root key: already in the file of archive.root-key-file (expected: archive."
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
        spec.commandLine().getOut().println("created " + token.label() + " in the token in slot " + token.slot());
    }
}
