/// The factors and the sessions of people, in the database.
@NullMarked
package org.permanence.store.signin;

import org.jspecify.annotations.NullMarked;
