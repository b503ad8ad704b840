package org.permanence.signin.passkey;

/// What a browser sends after an authenticator has signed a challenge. All bytes are in base64url, unchecked.
///
/// @param challenge         as it was given
/// @param credential        the authenticator's id of the passkey
/// @param userHandle        whose passkey it is, as the authenticator knows it
/// @param browserData        the browser's `clientDataJSON`
/// @param authenticatorData what the authenticator signed beside it
public record PasskeyProof(
        String challenge,
        String credential,
        String userHandle,
        String browserData,
        String authenticatorData,
        String signature) {

    @Override
    public String toString() {
        return "[passkey proof]";
    }
}
