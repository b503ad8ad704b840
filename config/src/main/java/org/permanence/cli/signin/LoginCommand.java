package org.permanence.cli.signin;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.permanence.assistant.Login;
import org.permanence.cli.ConfigOption;
import org.permanence.cli.ManagementClient;
import org.permanence.cli.PersonalInput;
import org.permanence.signin.ServiceSignIn;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/// The command `login`.
@Command(
        name = "login",
        description = {
            "Sign in for an hour. Asks for your password, and for the code of your app or a recovery code.",
            "If the input is redirected, its first line is the password and its second the code.",
            "With --console-code it asks for the code only that the console shows under \"Your account\".",
            "A machine signs in with its key and is asked for nothing."
        })
public final class LoginCommand implements Callable<Integer> {

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Mixin
    private SessionFile file = new SessionFile();

    @Parameters(paramLabel = "LOGIN", description = "Your login.")
    private Login login = new Login("login");

    @Option(
            names = "--key-file",
            paramLabel = "FILE",
            description = "File with the key of a machine, of permanence user service (default: a person signs in).")
    private Optional<Path> keyFile = Optional.empty();

    @Option(
            names = "--console-code",
            description = "Ask for a code of the console instead of password and code (default: it is not asked for).")
    private boolean byConsoleCode;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        var client = ManagementClient.of(config.management());
        JsonNode signedIn =
                keyFile.isPresent() ? signInMachine(client, new ServiceKeyFile(keyFile.get())) : signInPerson(client);
        spec.commandLine()
                .getOut()
                .printf(
                        "signed in as %s until %s%n",
                        signedIn.path("login").asString(),
                        signedIn.path("ends-at").asString());
        signedIn.path("break-glass").forEach(this::printBreakGlass);
        return 0;
    }

    private void printBreakGlass(JsonNode practice) {
        spec.commandLine()
                .getOut()
                .printf(
                        "break-glass access to %s waits for its review: permanence break-glass list%n",
                        practice.asString());
    }

    private JsonNode signInMachine(ManagementClient client, ServiceKeyFile key) {
        String challenge = client.post("/sign-in/challenge", Map.of("login", login.value()))
                .path("challenge")
                .asString();
        JsonNode signedIn = client.post(
                "/sign-in/service",
                Map.of(
                        "login", login.value(),
                        "challenge", challenge,
                        "signature", key.sign(ServiceSignIn.textToSign(login, challenge))));
        file.renew(signedIn.path("session").asString());
        return signedIn;
    }

    private JsonNode signInPerson(ManagementClient client) {
        Map<String, String> body = new LinkedHashMap<>();
        body.put("login", login.value());
        if (!byConsoleCode) {
            body.put("password", PersonalInput.readSecret(spec, "Password"));
        }
        body.put("code", PersonalInput.readSecret(spec, "Code"));
        file.device().ifPresent(cookie -> body.put("device", cookie));
        JsonNode signedIn = client.post(byConsoleCode ? "/sign-in/code" : "/sign-in", body);
        file.save(signedIn.path("session").asString(), signedIn.path("device").asString());
        return signedIn;
    }
}
