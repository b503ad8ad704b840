package org.permanence.rules;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.properties.HasName;
import com.tngtech.archunit.core.domain.properties.HasOwner;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.permanence.signin.SessionStarter;
import org.permanence.signin.Sessions;

/// Where factors are proved and sessions begin, and where the libraries for that are used.
@AnalyzeClasses(
        packages = "org.permanence",
        importOptions = {DoNotIncludeTests.class, ArchitectureTest.ExcludeTestJars.class})
class SignInRulesTest {

    @ArchTest
    static final ArchRule sessionsBeginOnlyWhereFactorsAreProved = noClasses()
            .that()
            .resideOutsideOfPackage("org.permanence.signin..")
            .should()
            .callMethodWhere(JavaCall.Predicates.target(HasName.Predicates.nameMatching("start|renew"))
                    .and(JavaCall.Predicates.target(HasOwner.Predicates.With.owner(
                            JavaClass.Predicates.belongToAnyOf(Sessions.class, SessionStarter.class)))));

    @ArchTest
    static final ArchRule passkeysAreVerifiedInOnePlaceOnly = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("org.permanence.console.passkey.WebAuthnVerifier")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.webauthn4j..");

    @ArchTest
    static final ArchRule passwordEstimatorIsUsedOnlyInSignin = usedOnlyInSignin("com.nulabinc.zxcvbn..");

    @ArchTest
    static final ArchRule oneTimeCodesAreMadeOnlyInSignin = usedOnlyInSignin("com.eatthepath..");

    private static ArchRule usedOnlyInSignin(String library) {
        return noClasses()
                .that()
                .resideOutsideOfPackage("org.permanence.signin..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library);
    }
}
