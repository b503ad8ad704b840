/// The console's routes for one's own account: sign-in, sessions, invitation.
@NullMarked
package org.permanence.console.account;

import org.jspecify.annotations.NullMarked;
