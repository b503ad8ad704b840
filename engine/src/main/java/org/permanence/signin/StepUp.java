package org.permanence.signin;

import java.time.Duration;
import java.util.Optional;
import org.permanence.assistant.Login;

/// Proves a factor again in a running session, by a one-time code: for a deed that needs a fresh factor, and to
/// uncover the data after idleness. A recovery code is no fresh factor.
public final class StepUp {

    /// The outcome of a step-up.
    public sealed interface Outcome {

        /// The session has another token from now on.
        record SteppedUp(Sessions.Started renewed) implements Outcome {}

        /// The code is wrong or was used before, or the session has ended.
        ///
        /// @param manyFailures whether this was the hundredth failure of the login in a row
        record Refused(boolean manyFailures) implements Outcome {}

        record TooFast(Duration retryAfter) implements Outcome {}
    }

    /// The parts that a step-up needs.
    public record Parts(FactorStore factors, SecondFactor secondFactor, SignInThrottle throttle, Sessions sessions) {}

    private final Parts parts;

    public StepUp(Parts parts) {
        this.parts = parts;
    }

    /// Checks a code in a session. Attempts are limited like those of a sign-in on the device of the session.
    ///
    /// @throws org.permanence.queue.StoreUnavailableException during an outage
    public Outcome stepUp(Session session, SessionToken token, Login login, String code) {
        Optional<String> device = Optional.of(session.device());
        var source = SourceNetwork.of(session.source());
        Optional<Duration> wait = parts.throttle().admit(source, login.value(), device);
        if (wait.isPresent()) {
            return new Outcome.TooFast(wait.get());
        }
        Factors factors = parts.factors().find(session.person());
        if (!parts.secondFactor().useOneTimeCode(session.person(), factors, code)) {
            return new Outcome.Refused(parts.throttle().failed(source, login.value(), device));
        }
        Optional<Sessions.Started> renewed = parts.sessions().renew(session, token);
        renewed.ifPresent(_ -> parts.throttle().succeeded(login.value(), device));
        return renewed.<Outcome>map(Outcome.SteppedUp::new).orElseGet(() -> new Outcome.Refused(false));
    }
}
