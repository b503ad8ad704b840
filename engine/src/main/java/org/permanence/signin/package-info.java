/// How a person proves who they are: password, one-time code, recovery codes; and the session that follows.
///
/// [SignIn] checks both factors and starts a session. [SignInThrottle] slows guessing down. [Sessions] finds,
/// covers and ends sessions.
@NullMarked
package org.permanence.signin;

import org.jspecify.annotations.NullMarked;
