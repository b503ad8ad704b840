package org.permanence.signin.passkey;

/// Verifies what authenticators made and signed, for one origin and one relying party, as Web Authentication,
/// 7.1 and 7.2, has it. The user must have been verified. It neither knows which challenges were used nor stores
/// anything.
public interface PasskeyVerifier {

    /// What the verification found out.
    ///
    /// @param <T> what is known if all is right
    sealed interface Verdict<T> {

        record Right<T>(T value) implements Verdict<T> {}

        record Wrong<T>(PasskeyFault fault) implements Verdict<T> {}
    }

    /// Verifies a new passkey. Attestation is not verified: every maker is accepted.
    Verdict<PasskeyCredential> verifyNew(NewPasskey made);

    /// Verifies the signature of a known passkey.
    ///
    /// @return the authenticator's counter
    Verdict<Long> verify(PasskeyProof proof, PasskeyCredential known);
}
