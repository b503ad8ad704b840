package org.permanence.console.passkey;

import com.webauthn4j.WebAuthnAuthenticationManager;
import com.webauthn4j.WebAuthnRegistrationManager;
import com.webauthn4j.converter.util.ObjectConverter;
import com.webauthn4j.credential.CredentialRecordImpl;
import com.webauthn4j.data.AuthenticationData;
import com.webauthn4j.data.AuthenticationParameters;
import com.webauthn4j.data.AuthenticationRequest;
import com.webauthn4j.data.PublicKeyCredentialParameters;
import com.webauthn4j.data.PublicKeyCredentialType;
import com.webauthn4j.data.RegistrationData;
import com.webauthn4j.data.RegistrationParameters;
import com.webauthn4j.data.RegistrationRequest;
import com.webauthn4j.data.attestation.authenticator.AAGUID;
import com.webauthn4j.data.attestation.authenticator.AttestedCredentialData;
import com.webauthn4j.data.attestation.authenticator.AuthenticatorData;
import com.webauthn4j.data.attestation.authenticator.COSEKey;
import com.webauthn4j.data.attestation.statement.COSEAlgorithmIdentifier;
import com.webauthn4j.data.attestation.statement.NoneAttestationStatement;
import com.webauthn4j.data.client.Origin;
import com.webauthn4j.data.client.challenge.DefaultChallenge;
import com.webauthn4j.server.ServerProperty;
import com.webauthn4j.verifier.exception.BadChallengeException;
import com.webauthn4j.verifier.exception.BadOriginException;
import com.webauthn4j.verifier.exception.BadRpIdException;
import com.webauthn4j.verifier.exception.BadSignatureException;
import com.webauthn4j.verifier.exception.BadTopOriginException;
import com.webauthn4j.verifier.exception.CrossOriginException;
import com.webauthn4j.verifier.exception.MaliciousCounterValueException;
import com.webauthn4j.verifier.exception.MissingChallengeException;
import com.webauthn4j.verifier.exception.UserNotPresentException;
import com.webauthn4j.verifier.exception.UserNotVerifiedException;
import com.webauthn4j.verifier.exception.VerificationException;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.permanence.console.ConsoleOrigin;
import org.permanence.signin.passkey.NewPasskey;
import org.permanence.signin.passkey.PasskeyCredential;
import org.permanence.signin.passkey.PasskeyFault;
import org.permanence.signin.passkey.PasskeyProof;
import org.permanence.signin.passkey.PasskeyVerifier;

/// Verifies passkeys with webauthn4j, for the pages of one origin. The relying party is its host. A frame of
/// another origin is refused. docs/decisions/0044 says why it is this library.
public final class WebAuthnVerifier implements PasskeyVerifier {

    /// The signatures that are accepted, preferred first: ES256, EdDSA, RS256 (IANA's registry of COSE algorithms).
    /// Platform authenticators of some computers make RS256 only.
    public static final List<Integer> ALGORITHMS = List.of(-7, -8, -257);

    private static final boolean USER_VERIFIED = true;

    private final ObjectConverter converter = new ObjectConverter();
    private final WebAuthnRegistrationManager registrations =
            WebAuthnRegistrationManager.createNonStrictWebAuthnRegistrationManager(converter);
    private final WebAuthnAuthenticationManager authentications =
            new WebAuthnAuthenticationManager(List.of(), converter);
    private final Origin origin;
    private final String relyingParty;

    public WebAuthnVerifier(ConsoleOrigin origin) {
        this.origin = new Origin(origin.toString());
        this.relyingParty = origin.host();
    }

    @Override
    public Verdict<PasskeyCredential> verifyNew(NewPasskey made) {
        var parameters = new RegistrationParameters(
                expected(made.challenge()),
                ALGORITHMS.stream()
                        .map(number -> new PublicKeyCredentialParameters(
                                PublicKeyCredentialType.PUBLIC_KEY, COSEAlgorithmIdentifier.create(number)))
                        .toList(),
                USER_VERIFIED);
        try {
            RegistrationData data = registrations.verify(
                    new RegistrationRequest(bytes(made.attestation()), bytes(made.browserData())), parameters);
            return new Verdict.Right<>(credential(
                    Objects.requireNonNull(data.getAttestationObject()).getAuthenticatorData()));
        } catch (VerificationException refusal) {
            return new Verdict.Wrong<>(fault(refusal));
        } catch (RuntimeException _) { // Whatever the library throws on bytes of a stranger, they are not readable.
            return new Verdict.Wrong<>(PasskeyFault.FORMAT);
        }
    }

    private PasskeyCredential credential(AuthenticatorData<?> data) {
        var made = Objects.requireNonNull(data.getAttestedCredentialData());
        return new PasskeyCredential(
                text(made.getCredentialId()),
                text(converter.getCborMapper().writeValueAsBytes(made.getCOSEKey())),
                data.isFlagBE(),
                data.getSignCount());
    }

    @Override
    public Verdict<Long> verify(PasskeyProof proof, PasskeyCredential known) {
        try {
            AuthenticationData data = authentications.verify(
                    new AuthenticationRequest(
                            bytes(proof.credential()),
                            bytes(proof.userHandle()),
                            bytes(proof.authenticatorData()),
                            bytes(proof.browserData()),
                            bytes(proof.signature())),
                    new AuthenticationParameters(
                            expected(proof.challenge()), record(known), List.of(bytes(known.id())), USER_VERIFIED));
            return new Verdict.Right<>(
                    Objects.requireNonNull(data.getAuthenticatorData()).getSignCount());
        } catch (VerificationException refusal) {
            return new Verdict.Wrong<>(fault(refusal));
        } catch (RuntimeException _) { // Whatever the library throws on bytes of a stranger, they are not readable.
            return new Verdict.Wrong<>(PasskeyFault.FORMAT);
        }
    }

    private CredentialRecordImpl record(PasskeyCredential known) {
        COSEKey key = converter.getCborMapper().readValue(bytes(known.publicKey()), COSEKey.class);
        return new CredentialRecordImpl(
                new NoneAttestationStatement(),
                USER_VERIFIED,
                known.backupEligible(),
                false,
                known.counter(),
                new AttestedCredentialData(AAGUID.ZERO, bytes(known.id()), key),
                null,
                null,
                null,
                Set.of());
    }

    private ServerProperty expected(String challenge) {
        return ServerProperty.builder()
                .origin(origin)
                .rpId(relyingParty)
                .challenge(new DefaultChallenge(bytes(challenge)))
                .build();
    }

    private static PasskeyFault fault(VerificationException refusal) {
        return switch (refusal) {
            case BadChallengeException _, MissingChallengeException _ -> PasskeyFault.CHALLENGE;
            case BadOriginException _, BadTopOriginException _, CrossOriginException _ -> PasskeyFault.ORIGIN;
            case BadRpIdException _ -> PasskeyFault.RELYING_PARTY;
            case MaliciousCounterValueException _ -> PasskeyFault.COUNTER;
            case UserNotVerifiedException _, UserNotPresentException _ -> PasskeyFault.USER_NOT_VERIFIED;
            case BadSignatureException _ -> PasskeyFault.SIGNATURE;
            default -> PasskeyFault.FORMAT;
        };
    }

    /// @throws IllegalArgumentException if it is no base64url
    private static byte[] bytes(String base64url) {
        return Base64.getUrlDecoder().decode(base64url);
    }

    private static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
