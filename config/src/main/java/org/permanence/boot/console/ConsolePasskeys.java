package org.permanence.boot.console;

import java.time.InstantSource;
import org.permanence.audit.AuditGate;
import org.permanence.console.ConsoleOrigin;
import org.permanence.console.account.PasskeyServices;
import org.permanence.console.passkey.WebAuthnVerifier;
import org.permanence.people.CurrentPeople;
import org.permanence.people.PeopleService;
import org.permanence.seal.KeyChain;
import org.permanence.seal.PersonNames;
import org.permanence.seal.SignedChallenges;
import org.permanence.signin.FactorStore;
import org.permanence.signin.SessionStarter;
import org.permanence.signin.Sessions;
import org.permanence.signin.SignInThrottle;
import org.permanence.signin.passkey.OwnPasskeys;
import org.permanence.signin.passkey.PasskeyChallenges;
import org.permanence.signin.passkey.PasskeyCheck;
import org.permanence.signin.passkey.PasskeySignIn;
import org.permanence.signin.passkey.PasskeyStore;

/// Makes the services of passkeys. The console calls it when it starts, so that calls do not wait for the library.
public final class ConsolePasskeys {

    /// What the services need.
    public record Parts(
            PasskeyStore store,
            FactorStore factors,
            KeyChain keys,
            CurrentPeople current,
            PeopleService people,
            SignInThrottle throttle,
            SessionStarter starter,
            Sessions sessions,
            AuditGate audit) {}

    private ConsolePasskeys() {}

    /// Makes the services.
    ///
    /// @param origin of the pages that use the passkeys
    public static PasskeyServices create(Parts parts, ConsoleOrigin origin, InstantSource clock) {
        var challenges = new PasskeyChallenges(new SignedChallenges(parts.keys()), parts.store(), clock);
        var check = new PasskeyCheck(challenges, new WebAuthnVerifier(origin), parts.store(), clock);
        return new PasskeyServices(
                new PasskeySignIn(
                        new PasskeySignIn.Parts(
                                parts.current(),
                                parts.store(),
                                challenges,
                                check,
                                parts.throttle(),
                                parts.starter(),
                                parts.sessions(),
                                parts.audit()),
                        clock),
                new OwnPasskeys(
                        new OwnPasskeys.Parts(
                                parts.people(),
                                parts.store(),
                                challenges,
                                check,
                                parts.factors(),
                                new PersonNames(parts.keys()),
                                parts.audit()),
                        clock),
                origin);
    }
}
