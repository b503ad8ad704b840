package org.permanence.rules;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.security.Signature;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.permanence.call.CallEnded;
import org.permanence.privacy.PersonalText;
import org.permanence.privacy.PhoneNumber;
import org.permanence.seal.KeyChain;
import org.permanence.seal.KeyRelease;
import org.permanence.seal.RecordingId;
import org.permanence.seal.WrappedKey;

@AnalyzeClasses(
        packages = "org.permanence",
        importOptions = {DoNotIncludeTests.class, HouseRulesTest.NotTheTestJars.class})
class HouseRulesTest {

    /// The engine's test vocabulary comes in a jar of its own.
    static final class NotTheTestJars implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("-tests.jar");
        }
    }

    private static final String[] WHAT_THE_WIRE_MAY_KNOW = {
        "org.permanence.adapter..",
        "org.permanence.call..",
        "org.permanence.flow..",
        "org.permanence.privacy..",
        "java..",
        "javax.net.ssl..",
        "io.netty..",
        "org.slf4j..",
        "org.jspecify.."
    };

    @ArchTest
    static final ArchRule packagesFormNoCycle =
            slices().matching("org.permanence.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule theEngineKnowsNeitherTheWireNorTheFlows = noClasses()
            .that(resideInAnyPackage(
                    "org.permanence.privacy..",
                    "org.permanence.call..",
                    "org.permanence.flow..",
                    "org.permanence.practice..",
                    "org.permanence.triage..",
                    "org.permanence.assistant..",
                    "org.permanence.blocking..",
                    "org.permanence.queue..",
                    "org.permanence.routing..",
                    "org.permanence.journal..",
                    "org.permanence.store..",
                    "org.permanence.seal..",
                    "org.permanence.metrics.."))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.permanence.adapter..",
                    "org.permanence.dialplan..",
                    "org.permanence.boot..",
                    "org.permanence.settings..",
                    "org.permanence.log..");

    @ArchTest
    static final ArchRule theLineIsTheGround = noClasses()
            .that()
            .resideInAnyPackage("org.permanence.privacy..", "org.permanence.call..")
            .should()
            .dependOnClassesThat(resideInAnyPackage("org.permanence..")
                    .and(DescribedPredicate.not(
                            resideInAnyPackage("org.permanence.privacy..", "org.permanence.call.."))));

    @ArchTest
    static final ArchRule aQueueDoesNotKnowWhoDecides = noClasses()
            .that()
            .resideInAPackage("org.permanence.queue..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.permanence.routing..", "org.permanence.store..");

    @ArchTest
    static final ArchRule theWireSpeaksOnlyToTheCall = classes()
            .that()
            .resideInAPackage("org.permanence.adapter..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(WHAT_THE_WIRE_MAY_KNOW);

    @ArchTest
    static final ArchRule flowsDoNotKnowTheWireOrTheStore = noClasses()
            .that()
            .resideInAPackage("org.permanence.dialplan..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.permanence.adapter..", "org.permanence.store..", "io.netty..", "org.jooq..");

    @ArchTest
    static final ArchRule nettyStaysOnTheWire = fence("io.netty..", "org.permanence.adapter..");

    @ArchTest
    static final ArchRule jooqStaysInTheStore = fence("org.jooq..", "org.permanence.store..");

    @ArchTest
    static final ArchRule micrometerStaysInTheMetrics = fence("io.micrometer..", "org.permanence.metrics..");

    @ArchTest
    static final ArchRule tinkStaysInTheSeal = fence("com.google.crypto.tink..", "org.permanence.seal..");

    @ArchTest
    static final ArchRule ageStaysInTheSeal = fence("com.exceptionfactory.jagged..", "org.permanence.seal..");

    @ArchTest
    static final ArchRule holidaysComeThroughTheSettings = fence("de.focus_shift..", "org.permanence.settings..");

    @ArchTest
    static final ArchRule calendarsComeThroughTheSettings = fence("net.fortuna..", "org.permanence.settings..");

    @ArchTest
    static final ArchRule s3StaysBehindTheVault = fence("software.amazon.awssdk..", "org.permanence.s3..");

    @ArchTest
    static final ArchRule ciphersAndSignaturesStayInTheSeal = noClasses()
            .that()
            .resideOutsideOfPackages("org.permanence.seal..", "org.permanence.verify..")
            .should()
            .dependOnClassesThat(resideInAnyPackage("javax.crypto..")
                    .or(DescribedPredicate.describe(
                            "are of java.security", type -> type.isEquivalentTo(Signature.class))));

    @ArchTest
    static final ArchRule onlyAReceiptOpensAKey = noClasses()
            .that()
            .doNotHaveFullyQualifiedName(KeyRelease.class.getName())
            .should()
            .callMethod(KeyChain.class, "unwrap", RecordingId.class, WrappedKey.class);

    @ArchTest
    static final ArchRule nothingOfAsteriskJavaIsUsed =
            noClasses().should().dependOnClassesThat().resideInAPackage("org.asteriskjava..");

    @ArchTest
    static final ArchRule digitsLeaveOnlyThroughTheWireTheDialplanAndPseudonyms = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "org.permanence.adapter..",
                    "org.permanence.dialplan.asterisk..",
                    "org.permanence.seal..",
                    "org.permanence.privacy..")
            .should()
            .callMethod(PhoneNumber.class, "digits");

    @ArchTest
    static final ArchRule digitsAreSaidOnlyToTheCallerAndToWhoeverIsInTheLogForThem = noClasses()
            .that()
            .resideOutsideOfPackages("org.permanence.dialplan..", "org.permanence.privacy..")
            .and()
            .doNotHaveFullyQualifiedName("org.permanence.boot.RecordingsApi")
            .should()
            .callMethod(PhoneNumber.class, "dialledIn", String.class);

    @ArchTest
    static final ArchRule personalTextLeavesOnlyToBeSpokenOrSealed = noClasses()
            .that()
            .resideOutsideOfPackages("org.permanence.boot..", "org.permanence.privacy..", "org.permanence.seal..")
            .should()
            .callMethod(PersonalText.class, "text");

    @ArchTest
    static final ArchRule timeIsInjected = noClasses()
            .that()
            .resideOutsideOfPackage("org.permanence.boot..")
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(Clock.class, "systemUTC")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(Thread.class, "sleep", long.class);

    @ArchTest
    static final ArchRule noPersonalTextInAPlainString = fields().that()
            .areDeclaredInClassesThat()
            .resideOutsideOfPackages("org.permanence.privacy..", "org.permanence.store.schema..")
            .and()
            .haveRawType(String.class)
            .should()
            .haveNameNotMatching("(?i).*(phone|cli$|^cli|ani$|patient|birth|surname).*");

    @ArchTest
    static final ArchRule noHiddenRooms = classes()
            .that()
            .areTopLevelClasses()
            .should()
            .haveSimpleNameNotEndingWith("Util")
            .andShould()
            .haveSimpleNameNotEndingWith("Utils")
            .andShould()
            .haveSimpleNameNotEndingWith("Helper")
            .andShould()
            .haveSimpleNameNotEndingWith("Manager")
            .andShould()
            .haveSimpleNameNotEndingWith("Impl");

    @ArchTest
    static final ArchRule onlyTheRunnerAndTheQueueCatchCallEnded =
            classes().should(catchCallEndedOnlyIn("org.permanence.flow", "org.permanence.queue"));

    @ArchTest
    static final ArchRule noGenericExceptions = GeneralCodingRules.NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS;

    @ArchTest
    static void everyPackageIsNullMarked(JavaClasses all) {
        var bare = all.stream()
                .map(JavaClass::getPackage)
                .distinct()
                .filter(known -> known.getName().startsWith("org.permanence."))
                .filter(known -> !known.getName().startsWith("org.permanence.store.schema"))
                .filter(known -> !known.isAnnotatedWith(NullMarked.class))
                .map(known -> known.getName())
                .sorted()
                .toList();
        assertEquals(List.of(), bare);
    }

    private static ArchRule fence(String library, String room) {
        return noClasses()
                .that()
                .resideOutsideOfPackage(room)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library);
    }

    private static ArchCondition<JavaClass> catchCallEndedOnlyIn(String... packages) {
        return new ArchCondition<>("catch CallEnded only in the runner and the queue") {
            @Override
            public void check(JavaClass candidate, ConditionEvents events) {
                if (List.of(packages).contains(candidate.getPackageName())) {
                    return;
                }
                for (var unit : candidate.getCodeUnits()) {
                    unit.getTryCatchBlocks().stream()
                            .filter(block -> block.getCaughtThrowables().stream()
                                    .anyMatch(caught -> caught.isEquivalentTo(CallEnded.class)))
                            .forEach(block -> events.add(
                                    SimpleConditionEvent.violated(unit, unit.getFullName() + " catches CallEnded")));
                }
            }
        };
    }
}
