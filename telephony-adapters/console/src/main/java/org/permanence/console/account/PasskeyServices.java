package org.permanence.console.account;

import org.permanence.console.ConsoleOrigin;
import org.permanence.signin.passkey.OwnPasskeys;
import org.permanence.signin.passkey.PasskeySignIn;

/// Passkeys, and the origin whose pages use them.
public record PasskeyServices(PasskeySignIn signIn, OwnPasskeys own, ConsoleOrigin origin) {}
