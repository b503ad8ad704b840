package org.permanence.access;

import java.util.Optional;
import org.permanence.privacy.NonPersonalWords;
import org.permanence.text.TimeOrderedUuid;

/// The identity behind an access to stored data: a person, or the engine itself.
///
/// A request from outside becomes a [Person]. It can never become [#ENGINE]: the engine has no [Role], and a person
/// cannot take its name.
public sealed interface Principal {

    /// The engine, for its own work: sealing, recovery, retention.
    Principal ENGINE = new Engine();

    /// The session of a person who has not signed in: one who makes the first account, or accepts an invitation.
    String NO_SESSION = "none";

    /// The login, never a civil name. `engine` for the engine.
    String name();

    /// The role as the audit log writes it.
    String roleName();

    /// Where the access comes from: `cli`, a registered device, `engine`.
    String device();

    /// The sign-in under which the access is made: the id of a session, or [#NO_SESSION]. `engine` for the engine.
    String session();

    /// The id of the break-glass access under which the access is made. Every entry of the audit log names it.
    Optional<String> breakGlass();

    /// A person who asks for stored data.
    ///
    /// @param name   the login, never a civil name
    /// @param device where the request comes from: `cli`, a registered device
    /// @param session the id of the session, or [#NO_SESSION]. Never its token
    /// @param breakGlass empty if the rights are those of the person's account
    record Person(String name, Role role, String device, String session, Optional<String> breakGlass)
            implements Principal {

        /// @throws IllegalArgumentException if `name` or `device` could be a telephone number, if `name` is the
        /// engine's own, `session` is neither an id nor [#NO_SESSION], or `breakGlass` is no id
        public Person {
            NonPersonalWords.requireName("actor", name);
            NonPersonalWords.requireName("device", device);
            if (!session.equals(NO_SESSION)) {
                TimeOrderedUuid.require("session", session);
            }
            if (name.equalsIgnoreCase(ENGINE.name())) {
                throw new IllegalArgumentException("actor: the engine's own name (expected: the login of a person)");
            }
            breakGlass.ifPresent(id -> TimeOrderedUuid.require("break-glass", id));
        }

        /// A person with the rights of their account.
        public Person(String name, Role role, String device, String session) {
            this(name, role, device, session, Optional.empty());
        }

        /// This person in another of their roles.
        public Person as(Role other) {
            return new Person(name, other, device, session, breakGlass);
        }

        /// This person with the rights of a break-glass access.
        public Person under(String breakGlassId) {
            return new Person(name, role, device, session, Optional.of(breakGlassId));
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
        public String session() {
            return "engine";
        }

        @Override
        public Optional<String> breakGlass() {
            return Optional.empty();
        }

        @Override
        public String toString() {
            return "engine";
        }
    }
}
