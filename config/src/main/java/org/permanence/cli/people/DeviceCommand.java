package org.permanence.cli.people;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.permanence.assistant.Login;
import org.permanence.cli.AccessOptions;
import org.permanence.cli.CommandException;
import org.permanence.cli.ConfigOption;
import org.permanence.durable.PrivateFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/// The command `device`.
@Command(
        name = "device",
        description = "Enrol the devices on which people sign in to the console, list and revoke them.")
public final class DeviceCommand {

    private static final String LOGIN = "Login of the person.";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Command(
            name = "enrol",
            description = {
                "Make a key and a certificate for a device of another person, for a year.",
                "Prints the password of the file once. The person imports the file into the browser of the device."
            })
    void enrol(
            @Mixin ConfigOption config,
            @Mixin AccessOptions access,
            @Parameters(paramLabel = "LOGIN", description = LOGIN) Login login,
            @Option(
                            names = "--out",
                            paramLabel = "FILE",
                            required = true,
                            description = "New file for the key and the certificate: PKCS #12, mode 0600.")
                    Path out) {
        JsonNode enrolled;
        boolean isWritten = false;
        try (FileChannel file = PrivateFiles.create(out)) {
            try {
                enrolled = access.client(config.management()).post("/people/" + login + "/enrol-device");
                PrivateFiles.writeAll(
                        file, Base64.getDecoder().decode(enrolled.path("pkcs12").asString()));
                isWritten = true;
            } finally {
                if (!isWritten) {
                    Files.deleteIfExists(out);
                }
            }
        } catch (IOException e) {
            throw new CommandException("--out: cannot be written (expected: a new file)", e);
        }
        spec.commandLine().getOut().println(enrolled.path("password").asString());
        spec.commandLine()
                .getErr()
                .printf(
                        "device %s of %s until %s: its key is in %s; the password of the file is shown only now: hand "
                                + "both to the person by different ways, and delete the file when it is imported%n",
                        enrolled.path("id").asString(),
                        login,
                        enrolled.path("ends-at").asString(),
                        out);
    }

    @Command(name = "list", description = "List the enrolled devices of a person, newest first, revoked ones included.")
    void list(
            @Mixin ConfigOption config,
            @Mixin AccessOptions access,
            @Parameters(paramLabel = "LOGIN", description = LOGIN) Login login) {
        access.client(config.management())
                .get("/people/" + login + "/devices")
                .forEach(device -> spec.commandLine()
                        .getOut()
                        .printf(
                                "%s enrolled %s until %s%s%n",
                                device.path("id").asString(),
                                device.path("enrolled-at").asString(),
                                device.path("ends-at").asString(),
                                device.has("revoked-at")
                                        ? " revoked "
                                                + device.path("revoked-at").asString()
                                        : ""));
    }

    @Command(
            name = "revoke",
            description = {
                "Revoke the devices of a person, or one of them. You may revoke your own.",
                "Their sessions end at once. A call goes on."
            })
    void revoke(
            @Mixin ConfigOption config,
            @Mixin AccessOptions access,
            @Parameters(paramLabel = "LOGIN", description = LOGIN) Login login,
            @Option(
                            names = "--id",
                            paramLabel = "ID",
                            description = "The device, as permanence device list shows it (default: all).")
                    Optional<String> id) {
        Map<String, Object> body =
                id.<Map<String, Object>>map(one -> Map.of("id", one)).orElse(Map.of());
        access.client(config.management())
                .post("/people/" + login + "/revoke-device", body)
                .path("revoked")
                .forEach(device -> spec.commandLine().getOut().println("revoked " + device.asString()));
    }
}
