package org.permanence.console.account;

import java.util.List;
import org.permanence.console.ConsoleOrigin;
import org.permanence.console.passkey.WebAuthnVerifier;
import org.permanence.signin.passkey.OwnPasskeys;
import org.permanence.signin.passkey.PasskeyChallenges;

/// What browsers hand to authenticators, with the keys that Web Authentication, 5.4 and 5.5, gives them. The user
/// is verified always, and the passkey is one that the authenticator finds by itself.
final class PasskeyOptions {

    private static final String TYPE = "public-key";
    private static final String REQUIRED = "required";
    private static final String PRODUCT = "Permanence";

    private PasskeyOptions() {}

    /// @param timeout in milliseconds
    record PasskeyCreation(
            String challenge,
            RelyingParty rp,
            PasskeyUser user,
            List<PasskeyAlgorithm> pubKeyCredParams,
            long timeout,
            List<KnownPasskey> excludeCredentials,
            PasskeySelection authenticatorSelection,
            String attestation) {}

    record RelyingParty(String id, String name) {}

    /// @param id how authenticators know the person: random
    record PasskeyUser(String id, String name, String displayName) {}

    record PasskeyAlgorithm(String type, int alg) {}

    record KnownPasskey(String type, String id) {}

    record PasskeySelection(String residentKey, boolean requireResidentKey, String userVerification) {}

    /// @param timeout          in milliseconds
    /// @param allowCredentials empty: every passkey of this console
    record PasskeyRequest(
            String challenge,
            String rpId,
            long timeout,
            List<KnownPasskey> allowCredentials,
            String userVerification) {}

    static PasskeyCreation creation(OwnPasskeys.Making making, ConsoleOrigin origin) {
        String login = making.login().value();
        return new PasskeyCreation(
                making.challenge(),
                new RelyingParty(origin.host(), PRODUCT),
                new PasskeyUser(making.userHandle(), login, login),
                WebAuthnVerifier.ALGORITHMS.stream()
                        .map(number -> new PasskeyAlgorithm(TYPE, number))
                        .toList(),
                PasskeyChallenges.LIFETIME.toMillis(),
                known(making.existing()),
                new PasskeySelection(REQUIRED, true, REQUIRED),
                "none");
    }

    static PasskeyRequest request(String challenge, List<String> passkeys, ConsoleOrigin origin) {
        return new PasskeyRequest(
                challenge, origin.host(), PasskeyChallenges.LIFETIME.toMillis(), known(passkeys), REQUIRED);
    }

    private static List<KnownPasskey> known(List<String> credentials) {
        return credentials.stream().map(id -> new KnownPasskey(TYPE, id)).toList();
    }
}
