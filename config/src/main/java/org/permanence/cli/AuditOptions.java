package org.permanence.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.permanence.access.Purpose;
import org.permanence.cli.signin.SessionFile;
import org.permanence.practice.PracticeId;
import org.permanence.privacy.PersonalText;
import org.permanence.settings.ManagementSettings;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The session of the person who asks for records, and their purpose. The engine writes both to the audit log
/// before it answers.
final class AuditOptions {

    @Mixin
    private SessionFile session = new SessionFile();

    @Option(
            names = "--purpose",
            paramLabel = "CODE",
            required = true,
            description =
                    "Purpose as an HL7 code: treat, etreat, hoperat, hlegal, hcompl, htrain, patrqt or hsysadmin.")
    private Purpose purpose = Purpose.HOPERAT;

    @Option(
            names = "--reason-file",
            paramLabel = "FILE",
            description = "File with the reason in words, encrypted for the practice's data protection officer; "
                    + "- reads standard input (default: no reason).")
    private Optional<Path> reason = Optional.empty();

    /// The practice that the data of a command belongs to. The engine refuses an id of another practice like an
    /// unknown one.
    static final class PracticeOption {

        @Option(
                names = "--practice",
                paramLabel = "NAME",
                required = true,
                description = "Practice that the data belongs to.")
        private PracticeId practice = new PracticeId("none");

        /// The query parameter for the engine.
        String query() {
            return "practice=" + practice;
        }
    }

    /// A client whose requests carry the session, the purpose and the reason.
    ///
    /// @throws CommandException if the person has not signed in
    ManagementClient client(ManagementSettings settings) {
        return ManagementClient.signedIn(
                settings,
                session.session(),
                AccessOptions.query(Optional.of(purpose)),
                reason.map(AuditOptions::readReason));
    }

    /// A reason may name patients. It is read from a file, because other users of the machine see command lines.
    private static PersonalText readReason(Path file) {
        try {
            byte[] bytes = file.toString().equals("-") ? System.in.readAllBytes() : Files.readAllBytes(file);
            return new PersonalText(new String(bytes, StandardCharsets.UTF_8).strip());
        } catch (IOException e) {
            throw new CommandException("--reason-file: cannot be read (expected: a readable file)", e);
        }
    }
}
