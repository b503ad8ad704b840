package org.permanence.cli.people;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.permanence.assistant.Login;
import org.permanence.cli.PersonalInput;
import org.permanence.practice.Language;
import org.permanence.text.EnumWords;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// What is known of a person who is to be invited. The name is read from a file, because other users of the machine
/// see command lines.
final class PersonDraftOptions {

    @Option(
            names = "--name-file",
            paramLabel = "FILE",
            description = "File with the person's name; - asks for it or reads standard input (default: no name).")
    private Optional<Path> name = Optional.empty();

    @Option(
            names = "--language",
            paramLabel = "WORD",
            defaultValue = "fr",
            description = "Language in which the person is addressed: fr or en (default: ${DEFAULT-VALUE}).")
    private String language = "";

    @Option(
            names = "--region",
            paramLabel = "CODE",
            defaultValue = "EEA",
            description = "Region that the person works from: EEA, or the ISO code of a country outside, such as CH "
                    + "(default: ${DEFAULT-VALUE}).")
    private String region = "";

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    /// The body of a request about the person.
    ///
    /// @throws ParameterException if the language is unknown
    Map<String, Object> body(Login login) {
        if (EnumWords.parse(Language.class, language).isEmpty()) {
            throw new ParameterException(spec.commandLine(), "--language: unknown (expected: fr or en)");
        }
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("login", login.value());
        body.put("language", language);
        body.put("region", region);
        name.ifPresent(file -> body.put("name", PersonalInput.read(spec, "--name-file", file, "Name")));
        return body;
    }
}
