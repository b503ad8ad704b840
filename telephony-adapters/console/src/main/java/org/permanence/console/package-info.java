/// HTTP for people: the console and its interface. The only place of Javalin and Jetty. All routes are rows of a
/// [RouteTable]. Nothing here decides rights or knows what is stored: that is asked through interfaces.
@NullMarked
package org.permanence.console;

import org.jspecify.annotations.NullMarked;
