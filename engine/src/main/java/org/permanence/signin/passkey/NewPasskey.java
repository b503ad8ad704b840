package org.permanence.signin.passkey;

import org.permanence.privacy.PersonalText;

/// What a browser sends after it has made a passkey. All bytes are in base64url, unchecked.
///
/// @param name        that the person gives it
/// @param challenge   as it was given
/// @param browserData  the browser's `clientDataJSON`
/// @param attestation the authenticator's `attestationObject`
public record NewPasskey(PersonalText name, String challenge, String browserData, String attestation) {

    @Override
    public String toString() {
        return "[new passkey]";
    }
}
