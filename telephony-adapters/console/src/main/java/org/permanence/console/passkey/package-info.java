/// Verifies what authenticators make and sign. The only place of webauthn4j.
@NullMarked
package org.permanence.console.passkey;

import org.jspecify.annotations.NullMarked;
