/// The people with an account: who they are, which roles they have, and who may invite them.
@NullMarked
package org.permanence.people;

import org.jspecify.annotations.NullMarked;
