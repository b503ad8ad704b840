/// Passkeys (W3C Web Authentication, level 3): registration, sign-in and step-up.
///
/// [PasskeyChallenges] are what an authenticator signs, [PasskeyCheck] decides about what it signed,
/// [PasskeySignIn] starts and renews sessions, and [OwnPasskeys] adds and removes passkeys.
@NullMarked
package org.permanence.signin.passkey;

import org.jspecify.annotations.NullMarked;
