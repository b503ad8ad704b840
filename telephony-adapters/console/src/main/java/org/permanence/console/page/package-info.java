/// The console's pages: files that hold no data.
@NullMarked
package org.permanence.console.page;

import org.jspecify.annotations.NullMarked;
