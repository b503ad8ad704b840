package org.permanence.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.permanence.lab.Authenticator;
import org.permanence.testing.SteppedClock;

/// What a person does to accept an invitation and to sign in, with an authenticator app.
public final class SignInSteps {

    static final String PASSWORD = "tasse lundi pluie escalier";

    private static final Pattern SEED = Pattern.compile("(?m)^([A-Z2-7]{32})$");

    private final String settings;
    private final Path work;
    private final InstantSource clock;

    /// @param work a directory for files of the person
    public SignInSteps(String settings, Path work, InstantSource clock) {
        this.settings = settings;
        this.work = work;
        this.clock = clock;
    }

    /// Claire, who has the first account and has just signed in at the command line.
    static SignInSteps claire(ServedInstallation installation, Path work, SteppedClock clock) throws IOException {
        var claire = new SignInSteps(installation.settingsFile(), Files.createDirectories(work), clock);
        String token = CommandResult.run("user", "first", "--login", "claire", "--config", installation.settingsFile())
                .out()
                .strip();
        CommandResult accepted = claire.accept(token);
        clock.advance(Duration.ofSeconds(31));
        CommandResult signedIn = claire.login("claire", PASSWORD, claire.code(seedIn(accepted.err())));
        assertEquals(0, signedIn.exitCode(), signedIn.output());
        return claire;
    }

    /// Accepts an invitation with the password and the code of the seed that the command shows.
    public CommandResult accept(String token) {
        return accept(token, PASSWORD);
    }

    CommandResult accept(String token, String password) {
        Path file = work.resolve("token");
        try {
            Files.writeString(file, token + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return TypedAnswers.run(
                List.of(_ -> password, printed -> code(seedIn(printed))),
                "user",
                "accept",
                "--token-file",
                file.toString(),
                "--config",
                settings);
    }

    CommandResult login(String login, String password, String code) {
        return TypedAnswers.run(
                List.of(_ -> password, _ -> code),
                "login",
                login,
                "--config",
                settings,
                "--session-file",
                sessionFile().toString());
    }

    CommandResult stepUp(String code) {
        return TypedAnswers.run(
                List.of(_ -> code),
                "step-up",
                "--config",
                settings,
                "--session-file",
                sessionFile().toString());
    }

    CommandResult run(String... command) {
        return CommandResult.run(arguments(command).toArray(String[]::new));
    }

    /// The command with the options of this person.
    List<String> arguments(String... command) {
        List<String> arguments = new ArrayList<>(List.of(command));
        arguments.addAll(
                List.of("--config", settings, "--session-file", sessionFile().toString()));
        return arguments;
    }

    Path sessionFile() {
        return work.resolve("home/session");
    }

    /// The seed that `user accept` has shown.
    static String seedIn(String printed) {
        Matcher seed = SEED.matcher(printed);
        if (!seed.find()) {
            return "none";
        }
        return seed.group(1);
    }

    /// The code that an app shows now for a seed.
    String code(String seed) {
        return new Authenticator(seed).code(clock.instant());
    }
}
