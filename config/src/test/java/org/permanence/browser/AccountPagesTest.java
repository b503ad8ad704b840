package org.permanence.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.ReaderException;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import com.microsoft.playwright.options.ColorScheme;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.permanence.browser.ConsoleTab.View;
import org.permanence.lab.Authenticator;
import org.permanence.lab.LabException;

/// The pages of one's own account, in a real browser at a running engine.
@Tag("unhurried")
class AccountPagesTest extends BrowserInstallation {

    private static final String WRONG = "Not signed in. Check your login, password and code.";

    @Test
    void invitationBecomesASignInWithThePasswordAndTheCodeOfTheQrCode() throws IOException, ReaderException {
        String token = invitation("odile");
        try (ConsoleTab tab = tab(View.ENGLISH)) {
            tab.open("/invitation#" + token);
            tab.seesText("Your login is odile.");
            assertEquals("/invitation", tab.address(), "the token does not stay in the address");
            String seed = tab.element("code.seed").textContent().replace(" ", "");
            String address = readQrCode(tab);
            assertTrue(address.startsWith("otpauth://totp/") && address.contains("secret=" + seed), "the QR code");
            var app = new Authenticator(seed);

            tab.button("Create my sign-in").click();
            tab.seesText("Fill in this field.");
            tab.fills("Choose a password", "password1234");
            tab.fills("Code from the app", app.code(Instant.now()));
            tab.button("Create my sign-in").click();
            tab.seesText("This is one of the most common passwords.");
            tab.fills("Choose a password", PASSWORD);
            tab.fills("Code from the app", "000000");
            tab.button("Create my sign-in").click();
            tab.seesText("This code is not right");
            tab.fills("Code from the app", app.code(Instant.now()));
            tab.keys("Enter");
            tab.seesHeading("Keep your recovery codes");
            List<String> codes = tab.element(".recovery-codes code").allTextContents();
            assertEquals(10, codes.size());
            assertThat(tab.button("Go to sign-in")).isDisabled();
            tab.field("I have kept my recovery codes").check();
            tab.button("Go to sign-in").click();

            tab.seesHeading("Sign in");
            tab.fills("Login", "odile");
            tab.fills("Password", PASSWORD);
            tab.button("Sign in").click();
            tab.seesText("Fill in this field.");
            assertFalse(tab.hasSession(), "without a code no session exists");
            tab.fills("Code", codes.getFirst());
            tab.button("Sign in").click();
            tab.seesHeading("Votre compte");
            assertTrue(tab.hasSession());
            tab.seesText("Audit");

            tab.open("/invitation#" + token);
            tab.seesText("Cette invitation est inconnue, déjà utilisée ou trop ancienne.");
        }
    }

    @Test
    void strangerIsSlowedAndThePersonSignsInFromTheirDevice() throws IOException {
        Member member = member("paula");
        try (ConsoleTab own = tab(View.ENGLISH);
                ConsoleTab stranger = tab(View.ENGLISH)) {
            signIn(own, member, member.recoveryCode());
            own.button("Se déconnecter").click();
            own.seesHeading("Se connecter");

            failsThreeTimes(member);
            stranger.open("/");
            for (int attempt = 0; attempt < 2; attempt++) {
                tries(stranger, member, "not their password");
                stranger.seesText("Too many attempts. Try again in");
                stranger.seesText("You can try again now.");
                tries(stranger, member, "not their password");
                stranger.seesText(WRONG);
            }
            own.button("English").click();
            own.fills("Login", member.login());
            own.fills("Password", PASSWORD);
            own.fills("Code", member.recoveryCode());
            own.keys("Enter");
            own.seesHeading("Your account");
        }
    }

    @Test
    void idlePageIsCoveredUntilAFactorBringsItBackToTheSamePlace() throws Exception {
        Member member = member("quentin");
        try (ConsoleTab tab = tab(View.ENGLISH)) {
            signIn(tab, member, member.recoveryCode());
            tab.button("English").click();
            tab.link("Your sessions").click();
            tab.seesHeading("This session");

            tab.tabsTo(tab.element(".card button"));
            tab.marks(tab.element(".card button"));
            idle(member, Duration.ofMinutes(10));
            tab.seesHeading("Still there?");
            tab.doesNotSee(tab.element(".card"));
            tab.isInOrder();
            tab.keys("Escape");
            tab.fills("Code", "000000");
            tab.keys("Enter");
            tab.seesText("This code is not right");
            tab.doesNotSee(tab.element(".card"));
            assertTrue(tab.isMarked(tab.element(".card button")), "hidden, not gone");

            tab.fills("Code", member.appCode());
            tab.keys("Enter");
            tab.seesHeading("This session");
            tab.doesNotSee(tab.heading("Still there?"));
            assertEquals("/sessions", tab.address());
            assertThat(tab.element(".card button")).isFocused();
            assertTrue(tab.isMarked(tab.element(".card button")), "what was on the page is still there");
        }
    }

    @Test
    void reloadDoesNotUncover() throws Exception {
        Member member = member("rachel");
        try (ConsoleTab tab = tab(View.ENGLISH)) {
            signIn(tab, member, member.recoveryCode());
            idle(member, Duration.ofMinutes(10));
            tab.seesHeading("Toujours là ?");
            tab.reload();
            tab.seesHeading("Still there?");
            tab.doesNotSee(tab.element("header"));
            tab.button("Sign out").click();
            tab.seesHeading("Sign in");
            assertFalse(tab.hasSession());
        }
    }

    @Test
    void sessionEndedInOneBrowserEndsThePageOfTheOther() throws IOException {
        Member member = member("simon");
        try (ConsoleTab office = tab(View.ENGLISH);
                ConsoleTab home = tab(View.ENGLISH)) {
            signIn(office, member, member.recoveryCode());
            signIn(home, member, member.recoveryCode());
            home.button("English").click();
            office.button("English").click();
            office.link("Your sessions").click();
            office.seesHeading("Session from 127.0.0.1");

            office.element(".card:not(.is-current) button").click();
            home.seesText("Your session has ended. Sign in again.", Duration.ofSeconds(2));
            office.seesText("The session has ended.");
            office.doesNotSee(office.heading("Session from 127.0.0.1"));
        }
    }

    @Test
    void codeOfTheConsoleSignsInAtTheCommandLineForAnHour() throws Exception {
        Member member = member("tessa");
        String session = lab.workDirectory().resolve("tessa.session").toString();
        try (ConsoleTab tab = tab(View.ENGLISH)) {
            signIn(tab, member, member.recoveryCode());
            tab.button("English").click();
            tab.button("Show a code").click();
            String code = tab.element(".command-line-code").textContent();

            lab.engine()
                    .runCommandWithInput(code + "\n", "login", "tessa", "--console-code", "--session-file", session);
            assertTrue(lab.engine()
                    .runCommand("audit", "own", "--session-file", session)
                    .contains("SIGNED_IN"));
            var used = assertThrows(
                    LabException.class,
                    () -> lab.engine().runCommandWithInput(code + "\n", "login", "tessa", "--console-code"));
            assertTrue(String.valueOf(used.getMessage()).contains("not signed in"), used::toString);
        }
        end(member);
        var ended = assertThrows(
                LabException.class, () -> lab.engine().runCommand("audit", "own", "--session-file", session));
        assertTrue(String.valueOf(ended.getMessage()).contains("not signed in"), ended::toString);
    }

    @ParameterizedTest
    @CsvSource({"fr-FR, 360, LIGHT", "fr-FR, 1440, DARK", "en-GB, 360, DARK", "en-GB, 1440, LIGHT"})
    void allIsDoneByKeyboardAndEveryPageIsInOrder(String language, int width, ColorScheme colours) throws IOException {
        String login = "kim-" + language.substring(0, 2) + width;
        boolean isFrench = language.startsWith("fr");
        try (ConsoleTab tab = tab(new View(language, width, colours))) {
            tab.open("/");
            tab.seesHeading(isFrench ? "Se connecter" : "Sign in");
            tab.isInOrder();
            tab.tabsTo(tab.link(isFrench ? "J’ai une invitation" : "I have an invitation"));
            tab.keys("Enter");
            tab.seesHeading(isFrench ? "Accepter votre invitation" : "Accept your invitation");
            tab.isInOrder();
            tab.tabsTo(tab.field("Invitation"));
            tab.types(invitation(login));
            tab.keys("Enter");
            tab.element(".qr-code").waitFor();
            tab.isInOrder();
            var app = new Authenticator(tab.element("code.seed").textContent().replace(" ", ""));
            tab.tabsTo(tab.field(isFrench ? "Choisissez un mot de passe" : "Choose a password"));
            tab.types(PASSWORD);
            tab.tabsTo(tab.field(isFrench ? "Code de l’application" : "Code from the app"));
            tab.types(app.code(Instant.now()));
            tab.keys("Enter");
            tab.element(".recovery-codes").waitFor();
            tab.isInOrder();
            String code = tab.element(".recovery-codes code").first().textContent();
            tab.tabsTo(tab.element(".check input"));
            tab.keys("Space", "Tab", "Enter");

            tab.seesHeading(isFrench ? "Se connecter" : "Sign in");
            assertThat(tab.field(isFrench ? "Identifiant" : "Login")).isFocused();
            tab.types(login);
            tab.tabsTo(tab.field(isFrench ? "Mot de passe" : "Password"));
            tab.types(PASSWORD);
            tab.tabsTo(tab.field("Code"));
            tab.types(code);
            tab.keys("Enter");
            tab.seesHeading("Votre compte");
            tab.isInOrder();
            tab.tabsTo(tab.link("Ce qui a été consulté en votre nom"));
            tab.keys("Enter");
            tab.seesHeading("Connexion");
            tab.isInOrder();
            tab.tabsTo(tab.link("Vos sessions"));
            tab.keys("Enter");
            tab.seesHeading("Cette session");
            tab.isInOrder();
            tab.tabsTo(tab.element(".card button"));
            tab.keys("Enter");
            tab.seesHeading("Se connecter");
            assertFalse(tab.hasSession());
        }
    }

    private static void tries(ConsoleTab tab, Member member, String password) {
        tab.fills("Login", member.login());
        tab.fills("Password", password);
        tab.fills("Code", "000000");
        tab.button("Sign in").click();
    }

    private static String readQrCode(ConsoleTab tab) throws IOException, ReaderException {
        BufferedImage image =
                ImageIO.read(new ByteArrayInputStream(tab.element(".qr-code").screenshot()));
        int[] pixels = new int[image.getWidth() * image.getHeight()];
        image.getRGB(0, 0, image.getWidth(), image.getHeight(), pixels, 0, image.getWidth());
        var source = new RGBLuminanceSource(image.getWidth(), image.getHeight(), pixels);
        return new QRCodeReader()
                .decode(new BinaryBitmap(new HybridBinarizer(source)))
                .getText();
    }
}
