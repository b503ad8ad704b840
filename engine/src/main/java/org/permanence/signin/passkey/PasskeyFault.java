package org.permanence.signin.passkey;

/// Why a passkey's answer is refused. The client gets one answer for all; the audit log has the word.
public enum PasskeyFault {
    /// Not given by this installation for this purpose, older than two minutes, used, or another one was signed.
    CHALLENGE,
    /// Signed for a page of another origin.
    ORIGIN,
    /// Made for another relying party.
    RELYING_PARTY,
    /// The authenticator's counter went back: a copy of the passkey may exist.
    COUNTER,
    /// The authenticator did not verify its user.
    USER_NOT_VERIFIED,
    /// No passkey of the person has this id, or the account may not sign in.
    UNKNOWN,
    SIGNATURE,
    /// Not readable, or of a kind that was not asked for.
    FORMAT
}
