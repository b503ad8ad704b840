package org.permanence.cli.breakglass;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.permanence.access.SealedText;
import org.permanence.breakglass.BreakGlass.Verdict;
import org.permanence.breakglass.BreakGlassId;
import org.permanence.cli.AccessOptions;
import org.permanence.cli.CommandException;
import org.permanence.cli.ConfigOption;
import org.permanence.cli.ManagementClient;
import org.permanence.cli.PersonalInput;
import org.permanence.cli.signin.SessionFile;
import org.permanence.practice.PracticeId;
import org.permanence.privacy.PersonalText;
import org.permanence.seal.BreakGlassReason;
import org.permanence.seal.PracticeKey;
import org.permanence.seal.SealException;
import org.permanence.text.EnumWords;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/// The command `break-glass`.
@Command(
        name = "break-glass",
        description = {
            "Read records of another practice of your on-call group in an emergency, for an hour.",
            "Its doctors and its data protection officer are told, and the officer reviews each access."
        })
public final class BreakGlassCommand {

    private static final String ACCESS = "Id of the access, as shown by list.";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Command(
            name = "open",
            description = {
                "Open an access of 60 minutes. Asks for your reason; needs a recent step-up.",
                "It lets you list and play recordings and messages, list notes, and read numbers to call back, with "
                        + "--purpose etreat or treat. Every entry of the audit log names it."
            })
    void open(
            @Mixin ConfigOption config,
            @Mixin SessionFile session,
            @Parameters(paramLabel = "PRACTICE", description = "Practice whose records you need.") PracticeId practice,
            @Option(
                            names = "--reason-file",
                            paramLabel = "FILE",
                            defaultValue = "-",
                            description = "File with the reason in 20 to 500 characters, encrypted for the practice's "
                                    + "data protection officer; - asks for it (default: -).")
                    Path reasonFile) {
        var client = ManagementClient.signedIn(
                config.management(),
                session.session(),
                "purpose=etreat",
                Optional.of(reason(reasonFile).text()));
        print(client.post("/break-glass/practices/" + practice));
    }

    private BreakGlassReason reason(Path file) {
        var typed = new PersonalText(PersonalInput.read(spec, "--reason-file", file, "Reason"));
        try {
            return new BreakGlassReason(typed);
        } catch (IllegalArgumentException refused) {
            throw new CommandException(String.valueOf(refused.getMessage()), refused);
        }
    }

    @Command(
            name = "list",
            description = {
                "List the accesses to practices of which you are a doctor, the data protection officer or an auditor, "
                        + "and your own.",
                "Of the 1000 newest of the installation, newest first."
            })
    void list(@Mixin ConfigOption config, @Mixin AccessOptions access) {
        access.client(config.management()).get("/break-glass").forEach(this::print);
    }

    @Command(
            name = "show",
            description = {
                "Show one access.",
                "For the data protection officer, with the encrypted reason; with --key, decrypted on this machine."
            })
    void show(
            @Mixin ConfigOption config,
            @Mixin AccessOptions access,
            @Parameters(paramLabel = "ACCESS", description = ACCESS) BreakGlassId id,
            @Option(
                            names = "--key",
                            paramLabel = "FILE",
                            description = "File of the officer's private key (default: the reason stays encrypted).")
                    Optional<Path> key) {
        JsonNode shown = access.client(config.management()).get("/break-glass/" + id);
        print(shown);
        if (shown.has("reason")) {
            String sealed = shown.path("reason").asString();
            println("reason: "
                    + key.map(file -> decrypt(new SealedText(sealed), file)).orElse(sealed));
        }
    }

    private static String decrypt(SealedText reason, Path key) {
        try {
            return PracticeKey.parse(Files.readString(key).strip()).open(reason).text();
        } catch (IOException unreadable) {
            throw new CommandException("--key: cannot be read (expected: a readable file)", unreadable);
        } catch (SealException fault) {
            throw new CommandException(String.valueOf(fault.getMessage()), fault);
        }
    }

    @Command(
            name = "review",
            description = {
                "Review an access as the data protection officer of the practice.",
                "An account whose access is not reviewed within 72 hours rests until it is."
            })
    void review(
            @Mixin ConfigOption config,
            @Mixin AccessOptions access,
            @Parameters(paramLabel = "ACCESS", description = ACCESS) BreakGlassId id,
            @Option(
                            names = "--verdict",
                            paramLabel = "WORD",
                            required = true,
                            description =
                                    "Verdict: justified, once the access has ended; or unjustified, which ends an open "
                                            + "access at once.")
                    Verdict verdict) {
        print(access.client(config.management())
                .post("/break-glass/" + id + "/review?verdict=" + EnumWords.of(verdict)));
    }

    private void print(JsonNode access) {
        println("%s %-5s %s opened by %s at %s, until %s, %s"
                .formatted(
                        access.path("break-glass").asString(),
                        access.path("state").asString(),
                        access.path("practice").asString(),
                        access.path("opened-by").asString(),
                        access.path("opened-at").asString(),
                        access.path("ends-at").asString(),
                        review(access)));
    }

    private static String review(JsonNode access) {
        return access.has("verdict")
                ? access.path("verdict").asString() + " by "
                        + access.path("reviewed-by").asString()
                : "to be reviewed until " + access.path("review-until").asString();
    }

    private void println(String line) {
        spec.commandLine().getOut().println(line);
    }
}
