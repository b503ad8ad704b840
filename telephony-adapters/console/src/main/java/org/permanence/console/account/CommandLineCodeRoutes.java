package org.permanence.console.account;

import java.time.Instant;
import java.util.List;
import org.permanence.console.ConsoleRoute;
import org.permanence.console.ConsoleRoute.Method;
import org.permanence.console.ConsoleRoute.Nothing;
import org.permanence.console.HttpProblem;
import org.permanence.console.ProblemException;
import org.permanence.console.ProblemType;
import org.permanence.console.RouteAccess;
import org.permanence.console.RouteAnswer;
import org.permanence.console.Visit;
import org.permanence.signin.code.CodeSignIn;

/// The one-time code with which a person signs in at the command line.
final class CommandLineCodeRoutes {

    private final CodeSignIn codes;

    CommandLineCodeRoutes(CodeSignIn codes) {
        this.codes = codes;
    }

    /// @param code to show once
    record CommandLineCode(String code, Instant endsAt) {

        @Override
        public String toString() {
            return "[code]";
        }
    }

    List<ConsoleRoute<?, ?>> rows() {
        return List.of(ConsoleRoute.of(
                Method.POST,
                "/api/command-line-code",
                RouteAccess.SIGNED_IN,
                new ConsoleRoute.Types<>(Nothing.class, CommandLineCode.class),
                (visit, _) -> RouteAnswer.of(code(visit))));
    }

    private CommandLineCode code(Visit visit) {
        return codes.give(visit.session().orElseThrow().person())
                .map(shown -> new CommandLineCode(shown.code().text(), OwnSession.seconds(shown.endsAt())))
                .orElseThrow(() -> new ProblemException(HttpProblem.of(ProblemType.STEP_UP_NEEDED)));
    }
}
