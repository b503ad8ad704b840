/// The commands by which a person signs in and out.
@NullMarked
package org.permanence.cli.signin;

import org.jspecify.annotations.NullMarked;
