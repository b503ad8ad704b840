/// The commands about people and their accounts.
@NullMarked
package org.permanence.cli.people;

import org.jspecify.annotations.NullMarked;
