"""Printed tables and sentences as they are copied: from papers, programs, offices and pages."""

# each with what a reader says of it
SOURCES = [
    (
        (
            "\tPretest\t\tPosttest\t\t\t\n"
            "Outcome\tM\tSD\tM\tSD\tt(df)\tp\n"
            "Anxiety\t18.35\t6.20\t22.10\t5.84\t2.51 (19)\t.021\n"
            "Worry\t21.47\t7.10\t18.05\t6.60\t\u20131.92 (19)\t.030\n"
        ),
        {},
    ),
    (
        (
            "Measure\tN\tPretest M\tPretest SD\tPosttest M\tPosttest SD\tt-value\tdf\tSig. "
            "(2-tailed)\n"
            "anxiety\t20\t18.35\t6.20\t22.10\t5.84\t2.51\t19\t.021\n"
        ),
        {},
    ),
    (
        (
            "Table 7\n"
            "\tBefore Losartan\t\tAfter Losartan\t\t\t95% CI for Mean Difference\t\t\t\n"
            "Outcome\tM\tSD\tM\tSD\tn\t\tr\tt\tdf\n"
            "Systolic\t147.25\t14.72\t137.75\t12.08\t8\t3.02, 15.98\t.85*\t3.47*\t7\n"
            "* p < .05.\n"
        ),
        {},
    ),
    (
        (
            "Pretest Posttest 95% CI\n"
            "Outcome M SD M SD n t\n"
            "Location of Code RBC Kit 2.89 1.04 3.95 0.21 45 [-1.38, -0.76] -6.94***\n"
            "Efficacy 5.24 1.56 5.31 1.97 44 [-0.16, 0.02] 1.98\n"
            "Persistence 6.13 1.89 5.56 1.21 45 [0.55, 0.83] 4.89***\n"
            "* p < .05, ** p < .01, ** p < .001\n"
        ),
        {},
    ),
    (
        (
            "Outcome\tBaseline (N = 41)\tFollow-up (N = 36)\tt\tP\n"
            "PCL-5 (0\u201380)\t43.37 (13.64)\t35.72 (16.51)\t2.46\t.019\n"
            "  avoidance\t5.37 (1.64)\t3.72 (2.51)\t2.46\t<.001\n"
        ),
        {},
    ),
    (
        (
            "SF-36 subscale\tPreintervention, mean (±SD)\tPostintervention, mean (±SD"
            ")\tPaired t-test\n"
            "Physical fitness\t78.0 (±20.4)\t84.3 (±16.7)\tt=\u22121.3, df=17, p=0.2\n"
            "General health\t52.5 (±17.5)\t61.3 (±13.5)\tt=-3,0, df=17, p=0.007\n"
        ),
        {},
    ),
    (
        ("Skill\tM pre\tM post\tMean difference\nvocabulary\t14.66\t14.5\t\u2212.16\n"),
        {},
    ),
    (
        (
            "On average, students performed better after the intervention (M = 73.3"
            "0, SD = 11.91) than before (M = 69.00, SD = 6.64). A Paired-Samples t-"
            "Test indicated this difference, 95%CI [0.83, 7.77] was statistically s"
            "ignificant, t (19) = 2.60, p = .018.\n"
        ),
        {},
    ),
    (
        (
            "Paired Samples Statistics\n"
            "\t\tMean\tN\tStd. Deviation\tStd. Error Mean\n"
            "Pair 1\tAfter treatment\t116.40\t10\t13.62\t4.31\n"
            "\tBefore treatment\t142.50\t10\t17.04\t5.39\n"
            "\n"
            "Paired Samples Test\n"
            "\t\tPaired Differences\t\t\t\t\tt\tdf\tSig. (2-tailed)\n"
            "\t\tMean\tStd. Deviation\tStd. Error Mean\t95% Confidence Interval of the D"
            "ifference\t\t\t\t\n"
            "\t\t\t\t\tLower\tUpper\t\t\t\n"
            "Pair 1\tAfter treatment - Before treatment\t-26.10\t19.59\t6.19\t-40.11\t-12"
            ".09\t-4.214\t9\t.002\n"
        ),
        {},
    ),
    (
        (
            "                                 statistic    df      p\n"
            " ──────────────────────────────────────────────────────────\n"
            "   LDLF    LDHF    Student's t        -6.65    90.0    < .001\n"
        ),
        {},
    ),
    (
        (
            "Measure 1\t\tMeasure 2\tt\tdf\tp\tCohen's d\n"
            "PreBSE\t-\tPostBSE\t-5.214\t45\t< .001\t-0.769\n"
            "Note.  Student's t-test.\n"
        ),
        {},
    ),
    (
        (
            ",T,dof,alternative,p-val,CI95%,cohen-d,BF10,power\n"
            'T-test,3.4201,9,two-sided,0.0076,"[0.83 4.06]",1.08,8.3,0.86\n'
        ),
        {},
    ),
    (
        (
            "estimate,statistic,p.value,parameter,conf.low,conf.high,method,alternative\n"
            "-2.04,-3.06,3.06e-03,9,-3.1,-0.5,Paired t-test,two.sided\n"
        ),
        {},
    ),
    (
        (
            "\t\tMittelwert\tN\tStandardabweichung\tStandardfehler des Mittelwertes\n"
            "Paaren 1\tVorher\t18,7647\t17\t,20\t1,50\n"
            "\tNachher\t27,6471\t17\t7,10\t1,72\n"
        ),
        {},
    ),
    (
        (
            "| Measure | Pre M (SD) | Post M (SD) | t(19) | p | d |\n"
            "|---|---|---|---|---|---|\n"
            "| **Anxiety** | 18.35 (6.20) | 22.10 (5.84) | 2.51 | .021 | 0.56 |\n"
        ),
        {},
    ),
    (
        (
            '<table><thead><tr><th>Measure</th><th colspan="2">Baseline</th><th col'
            'span="2">Post-Treatment</th><th colspan="3">Analysis (Pre to Post)</th'
            "><th>Effect Size*</th></tr><tr><th></th><th>Mean</th><th>SD</th><th>Me"
            "an</th><th>SD</th><th>F</th><th>Df</th><th>p</th><th></th></tr></thead"
            "><tbody><tr><td>CAPS Severity</td><td>87.45</td><td>18.92</td><td>34.5"
            "7</td><td>17.71</td><td>36.61</td><td>1, 9.0</td><td>&lt;.001</td><td>"
            "2.79</td></tr><tr><td>&nbsp;&nbsp;Cluster B</td><td>25.18</td><td>7.05"
            "</td><td>7.00</td><td>4.69</td><td>36.61</td><td>1, 9.50</td><td>&lt;."
            "001</td><td>2.58</td></tr></tbody></table>\n"
        ),
        {},
    ),
    (
        (
            "<table><caption>Table 2</caption><tr><th>Outcome<th>Time<th>M<sup>1</s"
            "up><th>SD<sup>a</sup><th>t<tr><td rowspan=2>Hope<br>(total)<td>Pre<td>"
            "18.35<sup>2</sup><td>6.20<td rowspan=2>2.51<sup>*</sup><tr><td>Post<td"
            ">22.10<td>5.84<tr><td colspan=5>PCL-5<tr><td rowspan=2>avoidance<td>Pr"
            "e<td>18.3<td>6.2<td rowspan=2>5.81 \u00d7 10<sup>\u22123</sup><tr><td>Post<td>22"
            ".1<td>5.8<tfoot><tr><td colspan=5><sup>*</sup>p &lt; .05. N = 20</tfoot></table>\n"
        ),
        {},
    ),
    (
        (
            "SF-36 Scale | Initial | Final | Absolute change | P value | Change (%) |\n"
            "---|---|---|---|---|---|\n"
            "Physical functioning | 58 ± 8 | 79 ± 7 | 21 ± 8* | 0.03 | 70 ± 34 |\n"
            "Values are means ± SEM for the 11 of 12 patients. (*P < 0.05).\n"
        ),
        {},
    ),
    (
        (
            "Outcome\tTime\tM\tSD\tt\n"
            "anxiety\tPre\t18.35\t6.20\t2.51\n"
            "\tPost\t22.10\t5.84\t\n"
            "worry\tPre\t21.47\t7.10\t1.92\n"
            "\tPost\t18.05\t6.60\t\n"
        ),
        {},
    ),
    (
        (
            "\t\tM\tSD\tt\n"
            "anxiety\tPre\t18.35\t6.20\t2.51\n"
            "\tPost\t22.10\t5.84\t\n"
            "worry\tPre\t21.47\t7.10\t1.92\n"
            "\tPost\t18.05\t6.60\t\n"
        ),
        {},
    ),
    (
        ("\tM pre\tM post\nPCL-5\navoidance\t1\t2\narousal\t3\t4\nPHQ-9\ntotal\t5\t6\n"),
        {},
    ),
    (
        (
            "\tControl group\t\tTreatment group\t\t\n"
            "\tPre\tPost\tPre\tPost\tt\n"
            "hope\t1.1 (.2)\t1.3 (.4)\t2.1 (.6)\t2.3 (.8)\t2.5\n"
        ),
        {},
    ),
    (
        (
            "Statistic\tAnxiety\tWorry\n"
            "M pre\t18.35\t21.47\n"
            "SD pre\t6.20\t7.10\n"
            "F\t6.3\t2\n"
            "M post\t22.10\t18.05\n"
            "SD post\t5.84\t6.60\n"
            "t\t2.51\t-1.92\n"
        ),
        {},
    ),
    (
        (
            "Scale  Pretest  Posttest  t\n"
            "      M (SD)  M (SD)\n"
            "Anxiety  18.35 (6.20)  22.10 (5.84)  2.51\n"
            "Worry  21.47 (7.10)  18.05 (6.60)  -1.92\n"
        ),
        {},
    ),
    (
        (
            "Table 4.23 Paired t-test\n"
            "                      Mean    N   Std. Deviation   t       df   Sig. (2-tailed)\n"
            "Vocabulary   Pretest  14.66   12  2.10             -.16    11   .87\n"
            "             Posttest 14.83   12  2.30\n"
        ),
        {},
    ),
    (
        (
            "\tPaired t-test\n"
            "\n"
            "data:  post and pre\n"
            "t = 3.2311, df = 19, p-value = 0.004395\n"
            "95 percent confidence interval:\n"
            " 0.7221251 3.3778749\n"
        ),
        {},
    ),
    (
        (
            "Outcome\tBaseline, mean (95% CI)\tPost, mean (95% CI)\tChange [95% CI]\n"
            "Anxiety\t18.35 (16.2 to 20.4)\t22.10 (20.0 to 24.1)\t3.75 [0.62, 6.88]\n"
        ),
        {},
    ),
    (
        (
            "\tPretest\t\tPosttest\t\t\t\n"
            "Outcome\tM\tSD\tM\tSD\tt(df)\tp\n"
            "Anxiety\t18.35\t6.20\t22.10\t5.84\t2.51 (19)\t.021\n"
            "\tPretest\t\tPosttest\t\t\t\n"
            "Outcome\tM\tSD\tM\tSD\tt(df)\tp\n"
            "Worry\t21.47\t7.10\t18.05\t6.60\t\u20131.92 (19)\t.030\n"
        ),
        {},
    ),
    (
        ("Outcome\tM pre\tt\nhope\t2.5\t2.51**\ntrust\t2.6\t1.92a\n"),
        {},
    ),
    (
        ("Outcome\tM pre\tt\nhope\t2.5\t2.51**\ntrust\t2.6\t.92\n*p < .05. **p \u2264 .01.\n"),
        {},
    ),
    (
        ("Outcome\tM pre\tt\nhope\t2.5\t2.51 19\ntrust\t2.5\t2.6\n"),
        {},
    ),
    (
        ("Outcome\tM pre\nhope\t2.5\ntrust\t2.6\nNote. N = 20.\n"),
        {},
    ),
    (
        ("Outcome\tM pre\nPHQ-9 (n = 38)\t2.5\ntrust\t2.6\n"),
        {},
    ),
    (
        ("Outcome\tPre (n = 20)\tPost (n = 20)\tdf\nhope\t2.5 (1)\t3 (1)\t38\n"),
        {},
    ),
    (
        ("Outcome\tT0\tT1\tT2\nhope\t1.1 (.2)\t1.3 (.4)\t1.5 (.3)\n"),
        {},
    ),
    (
        ("Outcome\tM\tSD\tM\tSD\nhope\t1\t2\t3\t4\n"),
        {},
    ),
    (
        ("Outcome\tPre M\tBaseline M\nhope\t1\t2\n"),
        {},
    ),
    (
        ("Outcome\tControl\tTreatment group\nhope\t1 (2)\t3 (4)\n"),
        {},
    ),
    (
        ("Outcome\tM\tSD\tT1 M\tT1 SD\nhope\t1\t2\t3\t4\n"),
        {},
    ),
    (
        ("a\tb\nx\t1.5\ny\t1.2\n"),
        {},
    ),
    (
        ("x\t1.5\t2.5\ny\t1.2\t2.5\n"),
        {},
    ),
    (
        ("a\tM pre\nx\t1,234\ny\t1,200\n"),
        {},
    ),
    (
        ("hello\nworld\n"),
        {},
    ),
    (
        ("\n\n"),
        {},
    ),
    (
        "M = 3.5, as it was.\n",
        {},
    ),
    (
        "a\0b\n",
        {},
    ),
    (
        ("Outcome\tT0\tT1\tT2\nhope\t1.1 (.2)\t1.3 (.4)\t1.5 (.3)\n"),
        {"mapping": [["T2", None]]},
    ),
    (
        ("Outcome\tT0\tT1\tT2\nhope\t1.1 (.2)\t1.3 (.4)\t1.5 (.3)\n"),
        {"mapping": [[3, None]]},
    ),
    (
        ("Outcome\tT0\tT1\tT2\nhope\t1.1 (.2)\t1.3 (.4)\t1.5 (.3)\n"),
        {"mapping": [["3", None]]},
    ),
    (
        ("Outcome\tM\tSD\tM\tSD\nhope\t1\t2\t3\t4\n"),
        {"mapping": [[2, "mean_pre"], [3, "sd_pre"], [4, "mean_post"], [5, "se_post"]]},
    ),
    (
        ("x\t1.1 (.2)\ny\t2 (1)\n"),
        {"mapping": [[2, ["mean_pre", "sd_pre"]]]},
    ),
    (
        ("a\tM pre\nx\t1,234\ny\t1,200\n"),
        {"decimal": ","},
    ),
    (
        ("a\tM pre\nx\t1,234\ny\t1,200\n"),
        {"decimal": "."},
    ),
    (
        ("Outcome\tM\tSD\tM\tSD\nhope\t1\t2\t3\t4\n"),
        {"mapping": [[9, "mean_pre"]]},
    ),
    (
        ("Outcome\tM\tSD\tM\tSD\nhope\t1\t2\t3\t4\n"),
        {"mapping": [["M", "mean_pre"]]},
    ),
    (
        ("Outcome\tM\tSD\tM\tSD\nhope\t1\t2\t3\t4\n"),
        {"mapping": [[2, "mean"]]},
    ),
    (
        ("Outcome\tBaseline\tPost\tFollow-up\nhope\t1.1 (.2)\t1.3 (.4)\t1.5 (.3)\n"),
        {},
    ),
    (
        (
            "Hope went from M = 1.5 (SD = 1) to M = (SD = 2), t(9) = 2.5.\n"
            "Trust went from M = 3.5 (SD = 1.1) to M = 4.5 (SD = 2), t(9) = 1.5.\n"
        ),
        {},
    ),
    (
        ("x\tM pre\tM post\nhope\t1.1\t2.2\n"),
        {"mapping": [[0, None]]},
    ),
    (
        ("x\tM pre\tM post\nhope\t1.1\t2.2\n"),
        {"mapping": [[9, None]]},
    ),
    (
        ("Outcome\tPre M\tt\nhope\t2.5\t3.5 (1.2)\ntrust\t2.5\t3.1 (1.1)\n"),
        {},
    ),
    (
        ("Item Pre Post\nItem 1 2.5 3.5\nItem 2 2.5 3.5\nItem 3 2.5 3.5"),
        {},
    ),
    (
        ("Item Pre Post\nhope 1 2.5 3.5\nhope 2 2.5 3.5\nhope 3 2.5 3.5"),
        {},
    ),
    (
        ("Outcome Pre Post t p\nhope 2.5 3.5 2.2 9 .03\ntrust 2.5 3.5 2.1 9 .04\n"),
        {},
    ),
    (
        "Scores differed (M=75.73, SD=11.42; M=78.80), t(19)=-2.56.\n",
        {},
    ),
    (
        (
            "<html xmlns:o='urn:x'><head><meta charset=utf-8><!--[if gte mso 9]><xm"
            "l><w:View>0</w:View></xml><![endif]--><style><!-- table.T {mso-style-n"
            'ame:"<td>"; margin:0cm;} --></style></head><body><!--StartFragment--><'
            "table class=MsoTableGrid border=0 style='mso-yfti-tbllook:1184'><tr st"
            "yle='mso-yfti-irow:0'><td width=120 style='padding:0cm 5.4pt'><p class"
            "=MsoNormal><span lang=EN-US>Outcome<o:p></o:p></span></p></td><td cols"
            "pan=2><p class=MsoNormal>Pretest</p></td><td colspan=2><p>Posttest</p>"
            "</td><td><p><i>t</i>(19)</p></td></tr><tr><td><p><o:p>&nbsp;</o:p></p>"
            "</td><td><p><i>M</i></p></td><td><p><i>SD</i></p></td><td><p><i>M</i><"
            "/p></td><td><p><i>SD</i></p></td><td><p><o:p>&nbsp;</o:p></p></td></tr"
            "><tr style='mso-yfti-irow:2;mso-yfti-lastrow:yes'><td><p class=MsoNorm"
            "al>Anxiety</p></td><td><p>18.35</p></td><td><p>6.20</p></td><td><p>22."
            "10</p></td><td><p>5.84</p></td><td><p>&#150;2.51<sup>**</sup></p></td>"
            "</tr></table><p class=MsoNormal><i>Note.</i> <i>N</i> = 20. <sup>**</s"
            "up><i>p</i> &lt; .01.<o:p></o:p></p><!--EndFragment--></body></html>\n"
        ),
        {},
    ),
    (
        (
            '<html xmlns:x="urn:schemas-microsoft-com:office:excel">\n'
            "<head>\n"
            "<style>\n"
            "<!--table\n"
            '\t{mso-displayed-decimal-separator:"\\,";}\n'
            ".xl65\n"
            '\t{mso-number-format:"0\\.00";}\n'
            "-->\n"
            "</style>\n"
            "</head>\n"
            '<body link="#0563C1">\n'
            "<table border=0 cellpadding=0 style='border-collapse:\n"
            " collapse;width:240pt'>\n"
            "<!--StartFragment-->\n"
            " <col width=64 span=4 style='width:48pt'>\n"
            " <tr height=20>\n"
            "  <td height=20 class=xl65 width=64>Skala</td>\n"
            "  <td>M vorher</td>\n"
            "  <td>SD vorher</td>\n"
            "  <td>M nachher</td>\n"
            "  <td>SD nachher</td>\n"
            "  <td>T</td>\n"
            " </tr>\n"
            " <tr height=20>\n"
            "  <td height=20>Angst</td>\n"
            "  <td class=xl65 align=right>18,35</td>\n"
            "  <td>6,20</td>\n"
            "  <td>22,10</td>\n"
            "  <td>5,84</td>\n"
            "  <td x:num>2,51</td>\n"
            " </tr>\n"
            "<!--EndFragment-->\n"
            "</table>\n"
            "</body>\n"
            "</html>\n"
        ),
        {},
    ),
    (
        (
            "<meta charset='utf-8'><google-sheets-html-origin><style type=\"text/css"
            '"><!--td {border: 1px solid #cccccc;}br {mso-data-placement:same-cell;'
            '}--></style><table xmlns="http://www.w3.org/1999/xhtml" cellspacing="0'
            '" dir="ltr"><colgroup><col width="100"/></colgroup><tbody><tr style="h'
            'eight:21px;"><td data-sheets-value="{&quot;1&quot;:2}">Measure</td><td'
            ' data-sheets-value=\'{"1":2,"2":"Pre > M"}\'>Pre M (SD)</td><td>Post M ('
            "SD)</td><td>p</td></tr><tr><td>Hope</td><td>2.8 (0.8)</td><td>3.5 (0.7"
            ")</td><td>&lt; .001</td></tr></tbody></table>\n"
        ),
        {},
    ),
    (
        (
            '<!DOCTYPE html><html><head><meta http-equiv="content-type" content="te'
            'xt/html"/><title></title><style type="text/css">body,div,table { font-'
            'family:"Liberation Sans" }</style></head><body><table cellspacing="0">'
            '<colgroup span="3" width="85"></colgroup><tr><td height="17" align="le'
            'ft"><br></td><td align="left">M pre</td><td align="left">M post</td></'
            'tr><tr><td height="17"><font face="Arial">Hope</font></td><td sdval="2'
            '.8" sdnum="1033;">2.8</td><td sdval="3.5">3.5</td></tr></table></body></html>\n'
        ),
        {},
    ),
    (
        (
            "<table><thead><tr><th>Outcome</th><th>Pre</th><th>Post</th><th>t</th><"
            "/tr></thead><tbody><tr><td>Hope</td><td>2.8 &plusmn; 0.8</td><td>3.5 &"
            "plusmn; 0.7</td><td>&minus;2.04<sup>*</sup></td></tr></tbody></table><"
            "p><b>Note.</b> Values are means &plusmn; SEM.</p><div><sup>*</sup><em>"
            "p</em> < .05</div>\n"
        ),
        {},
    ),
    (
        "<tr><td colspan=9999>a</td></tr><tr><td>1</td><td>2\n",
        {},
    ),
    (
        "<tr><td>a<td>M pre<td>M post<tr><td>x<td>1 < 2<td>3 <b\n",
        {},
    ),
    ("Outcome Pre Post t p\nhope 2.5 3.5 2.51* <= .05\ntrust 2.6 3.1 .92 <=.5\n* p <= .05\n", {}),
    ("\tPre (n = 20)\tPost (n = 20)\tdf\n\t2.5 (1)\t3 (1)\t38\n\t2 (1)\t3 (1)\t19\n", {}),
    (
        (
            "+---+---+\n| a | M pre | M post |\n|:--|---|---|\n"
            "| x | *1.5* | **2** |\n| y\\|z | 2*|`3` |\n"
        ),
        {},
    ),
    ("Scale\tPossible range\tM pre\nhope\t0-80\t2.5\ntrust\t1 to 5\t3.5\nworry\t1, 7\t3\n", {}),
    ("\tPre [90% CI]\tPost [90% CI]\nhope\t2 [1, 3]\t3 [2, 4]\ntrust\t5 [4, 6]\t6 [5, 7]\n", {}),
    (
        (
            "It improved by M = 1.1 (SD = 0.4), t(9) = 2.5. "
            "Before, M = 2.5; after, M = 3.5, p = .02.\n"
        ),
        {},
    ),
    ("Hope rose from M = 1.5 to M = 2.5, t(9) in Table 3, p = .02.\n", {}),
]
