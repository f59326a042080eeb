package fr.exemple.prescription;

import java.util.*;

/** Moteur d'alertes : croise les lignes d'une ordonnance avec les contre-indications. */
public final class AlerteInteraction {
    public enum Niveau { INFO, PRECAUTION, DECONSEILLEE, CONTRE_INDIQUEE }
    public record Alerte(String a, String b, Niveau niveau, String texte) {}

    private static final List<Alerte> REGLES = List.of(
        new Alerte("colchicine", "clarithromycine", Niveau.CONTRE_INDIQUEE, "Surdosage en colchicine, issue fatale possible"),
        new Alerte("methotrexate", "trimethoprime", Niveau.CONTRE_INDIQUEE, "Toxicité hématologique"),
        new Alerte("warfarine", "miconazole", Niveau.CONTRE_INDIQUEE, "Hémorragie imprévisible"),
        new Alerte("lithium", "ibuprofene", Niveau.DECONSEILLEE, "Augmentation de la lithiémie"));

    public static List<Alerte> analyser(Collection<String> dci) {
        Set<String> s = new HashSet<>(dci);
        return REGLES.stream().filter(r -> s.contains(r.a()) && s.contains(r.b())).toList();
    }
}
