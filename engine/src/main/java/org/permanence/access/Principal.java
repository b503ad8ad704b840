package org.permanence.access;

import org.permanence.privacy.NonPersonalWords;

/// The identity behind an access to stored data: a person, or the engine itself.
///
/// A request from outside becomes a [Person]. It can never become [#ENGINE]: the engine has no [Role], and a person
/// cannot take its name.
public sealed interface Principal {

    /// The engine, for its own work: sealing, recovery, retention.
    Principal ENGINE = new Engine();

    /// The login, never a civil name. `engine` for the engine.
    String name();

    /// The role as the audit log writes it.
    String roleName();

    /// Where the access comes from: `cli`, a registered device, `engine`.
    String device();

    /// A person who asks for stored data.
    ///
    /// @param name   the login, never a civil name
    /// @param device where the request comes from: `cli`, a registered device
    record Person(String name, Role role, String device) implements Principal {

        /// @throws IllegalArgumentException if a field could be a telephone number, or `name` is the engine's own
        public Person {
            NonPersonalWords.requireName("actor", name);
            NonPersonalWords.requireName("device", device);
            if (name.equalsIgnoreCase(ENGINE.name())) {
                throw new IllegalArgumentException("actor: the engine's own name (expected: the login of a person)");
            }
        }

        @Override
        public String roleName() {
            return role.name();
        }
    }

    /// The engine. [#ENGINE] is its only instance.
    final class Engine implements Principal {

        private Engine() {}

        @Override
        public String name() {
            return "engine";
        }

        @Override
        public String roleName() {
            return "ENGINE";
        }

        @Override
        public String device() {
            return "engine";
        }

        @Override
        public String toString() {
            return "engine";
        }
    }
}
