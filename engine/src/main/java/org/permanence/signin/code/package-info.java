/// The sign-in at the command line with a one-time code that the console shows.
@NullMarked
package org.permanence.signin.code;

import org.jspecify.annotations.NullMarked;
