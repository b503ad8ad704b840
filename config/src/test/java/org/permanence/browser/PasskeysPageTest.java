package org.permanence.browser;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.permanence.browser.ConsoleTab.View;

/// People with passkeys, whose authenticator is one of the browser's own.
@Tag("unhurried")
class PasskeysPageTest extends BrowserInstallation {

    @Test
    void invitedPersonMakesAPasskeySignsInWithItAndKeepsTheLastOne() {
        String token = invitation("petra");
        try (ConsoleTab tab = tab(View.ENGLISH)) {
            tab.hasAuthenticator();
            tab.open("/invitation#" + token);
            tab.button("Make a passkey on this device").click();
            tab.seesHeading("Sign in");
            tab.seesText("Your passkey is set up. Sign in with it.");
            assertFalse(tab.hasSession(), "an accepted invitation is no sign-in");

            tab.button("Sign in with a passkey").click();
            tab.seesHeading("Votre compte");
            assertTrue(tab.hasSession());
            tab.button("English").click();
            tab.link("Your passkeys").click();
            tab.seesHeading("First passkey");
            tab.isInOrder();
            tab.button("Remove the passkey First passkey").click();
            tab.seesText("Not done: this is your last way to sign in");
            tab.seesHeading("First passkey");

            tab.open("/invitation#" + token);
            tab.seesText("This invitation is unknown, used or too old.");
        }
    }

    @Test
    void personWithAPasswordAddsAPasskeySignsInWithItAndRemovesIt() throws IOException {
        Member member = member("pierre");
        try (ConsoleTab tab = tab(View.ENGLISH)) {
            tab.hasAuthenticator();
            signIn(tab, member, member.recoveryCode());
            tab.button("English").click();
            tab.link("Your passkeys").click();
            tab.seesText("You have no passkey.");
            tab.button("Add").click();
            tab.seesText("Fill in this field.");
            tab.fills("Name of the passkey", "Laptop");
            tab.button("Add").click();
            tab.seesText("The passkey is added.");
            tab.seesHeading("Laptop");

            tab.button("Sign out").click();
            tab.seesHeading("Sign in");
            tab.button("Sign in with a passkey").click();
            tab.seesHeading("Laptop");
            tab.button("Remove the passkey Laptop").click();
            tab.seesText("The passkey is removed.");
            tab.seesText("You have no passkey.");

            tab.button("Sign out").click();
            tab.button("Sign in with a passkey").click();
            tab.seesText("Not signed in. Try another passkey, or password and code.");
            assertFalse(tab.hasSession());
        }
    }

    @Test
    void oldFactorIsProvedAgainBeforeAPasskeyIsAddedAndAPasskeyUncovers() throws Exception {
        Member member = member("paolo");
        try (ConsoleTab tab = tab(View.ENGLISH)) {
            tab.hasAuthenticator();
            signIn(tab, member, member.recoveryCode());
            tab.button("English").click();
            tab.link("Your passkeys").click();
            makeFactorOlder(member, Duration.ofMinutes(6));
            tab.fills("Name of the passkey", "Phone");
            tab.button("Add").click();
            tab.seesHeading("Is it you?");
            tab.isInOrder();
            tab.fills("Code", member.appCode());
            tab.keys("Enter");
            tab.seesText("The passkey is added.");
            tab.seesHeading("Phone");

            idle(member, Duration.ofMinutes(10));
            tab.seesHeading("Still there?");
            tab.button("Go on with a passkey").click();
            tab.seesHeading("Phone");
            tab.doesNotSee(tab.heading("Still there?"));
        }
    }
}
