package javawire.gen.model;

import java.io.Serializable;

/** 300 fields: every type 25 times. */
public class ManyFields implements Serializable {
    private static final long serialVersionUID = 300;

    public int f000, f012, f024, f036, f048, f060, f072, f084, f096;
    public int f108, f120, f132, f144, f156, f168, f180, f192, f204;
    public int f216, f228, f240, f252, f264, f276, f288;

    public long f001, f013, f025, f037, f049, f061, f073, f085, f097;
    public long f109, f121, f133, f145, f157, f169, f181, f193, f205;
    public long f217, f229, f241, f253, f265, f277, f289;

    public byte f002, f014, f026, f038, f050, f062, f074, f086, f098;
    public byte f110, f122, f134, f146, f158, f170, f182, f194, f206;
    public byte f218, f230, f242, f254, f266, f278, f290;

    public char f003, f015, f027, f039, f051, f063, f075, f087, f099;
    public char f111, f123, f135, f147, f159, f171, f183, f195, f207;
    public char f219, f231, f243, f255, f267, f279, f291;

    public short f004, f016, f028, f040, f052, f064, f076, f088, f100;
    public short f112, f124, f136, f148, f160, f172, f184, f196, f208;
    public short f220, f232, f244, f256, f268, f280, f292;

    public boolean f005, f017, f029, f041, f053, f065, f077, f089, f101;
    public boolean f113, f125, f137, f149, f161, f173, f185, f197, f209;
    public boolean f221, f233, f245, f257, f269, f281, f293;

    public float f006, f018, f030, f042, f054, f066, f078, f090, f102;
    public float f114, f126, f138, f150, f162, f174, f186, f198, f210;
    public float f222, f234, f246, f258, f270, f282, f294;

    public double f007, f019, f031, f043, f055, f067, f079, f091, f103;
    public double f115, f127, f139, f151, f163, f175, f187, f199, f211;
    public double f223, f235, f247, f259, f271, f283, f295;

    public String f008, f020, f032, f044, f056, f068, f080, f092, f104;
    public String f116, f128, f140, f152, f164, f176, f188, f200, f212;
    public String f224, f236, f248, f260, f272, f284, f296;

    public Object f009, f021, f033, f045, f057, f069, f081, f093, f105;
    public Object f117, f129, f141, f153, f165, f177, f189, f201, f213;
    public Object f225, f237, f249, f261, f273, f285, f297;

    public int[] f010, f022, f034, f046, f058, f070, f082, f094, f106;
    public int[] f118, f130, f142, f154, f166, f178, f190, f202, f214;
    public int[] f226, f238, f250, f262, f274, f286, f298;

    public String[] f011, f023, f035, f047, f059, f071, f083, f095, f107;
    public String[] f119, f131, f143, f155, f167, f179, f191, f203, f215;
    public String[] f227, f239, f251, f263, f275, f287, f299;

    /** Each field gets a value that tells it from its neighbours. */
    public static ManyFields filled() {
        ManyFields made = new ManyFields();
        try {
            for (var field : ManyFields.class.getFields()) {
                int n = Integer.parseInt(field.getName().substring(1));
                field.set(made, value(field.getType(), n));
            }
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
        return made;
    }

    private static Object value(Class<?> type, int n) {
        return switch (type.getSimpleName()) {
            case "int" -> n;
            case "long" -> (long) n << 33;
            case "byte" -> (byte) n;
            case "char" -> (char) (n + 0x2000);
            case "short" -> (short) -n;
            case "boolean" -> n % 7 == 0;
            case "float" -> n / 4f;
            case "double" -> -n / 8.0;
            case "String" -> "text " + n;
            case "Object" -> n % 2 == 0 ? null : Integer.valueOf(n);
            case "int[]" -> new int[] {n};
            case "String[]" -> new String[] {"s" + n, null};
            default -> throw new IllegalStateException(type.getName());
        };
    }
}
