import type { Paper } from './paper';
import { acl, cvpr } from './venues';

/** Of data sets whose published layouts are read by a mapping. */
export const dataPapers = {
  wang2015recipe: {
    authors: ['Xin Wang', 'Devinder Kumar', 'Nicolas Thome', 'Matthieu Cord', 'Frédéric Precioso'],
    title: 'Recipe Recognition with Large Multimodal Food Dataset',
    year: 2015,
    published: {
      kind: 'conference',
      venue: 'IEEE International Conference on Multimedia and Expo Workshops (ICMEW)',
      short: 'ICMEW',
    },
    arxiv: null,
    doi: '10.1109/ICMEW.2015.7169757',
  },
  niu2016sentiment: {
    authors: ['Teng Niu', 'Shiai Zhu', 'Lei Pang', 'Abdulmotaleb {El Saddik}'],
    title: 'Sentiment Analysis on Multi-View Social Data',
    year: 2016,
    published: { kind: 'conference', venue: 'International Conference on MultiMedia Modeling (MMM)', short: 'MMM' },
    arxiv: null,
    doi: '10.1007/978-3-319-27674-8_2',
  },
  wang2022news: {
    authors: ['Zhen Wang', 'Xu Shan', 'Xiangxie Zhang', 'Jie Yang'],
    title: 'N24News: A New Dataset for Multimodal News Classification',
    year: 2022,
    published: {
      kind: 'conference',
      venue: 'Language Resources and Evaluation Conference (LREC)',
      short: 'LREC',
    },
    arxiv: '2108.13327',
  },
  vielzeuf2018centralnet: {
    authors: ['Valentin Vielzeuf', 'Alexis Lechervy', 'Stéphane Pateux', 'Frédéric Jurie'],
    title: 'CentralNet: a Multilayer Approach for Multimodal Fusion',
    year: 2018,
    published: {
      kind: 'conference',
      venue: 'European Conference on Computer Vision Workshops (ECCV Workshops)',
      short: 'ECCV Workshops',
    },
    arxiv: '1808.07275',
  },
  ha2017mfnet: {
    authors: ['Qishen Ha', 'Kohei Watanabe', 'Takumi Karasawa', 'Yoshitaka Ushiku', 'Tatsuya Harada'],
    title: 'MFNet: Towards Real-Time Semantic Segmentation for Autonomous Vehicles with Multi-Spectral Scenes',
    year: 2017,
    published: {
      kind: 'conference',
      venue: 'IEEE/RSJ International Conference on Intelligent Robots and Systems (IROS)',
      short: 'IROS',
    },
    arxiv: null,
    doi: '10.1109/IROS.2017.8206396',
  },
  zadeh2016mosi: {
    authors: ['Amir Zadeh', 'Rowan Zellers', 'Eli Pincus', 'Louis-Philippe Morency'],
    title: 'MOSI: Multimodal Corpus of Sentiment Intensity and Subjectivity Analysis in Online Opinion Videos',
    year: 2016,
    published: null,
    arxiv: '1606.06259',
  },
  zadeh2018multimodal: {
    authors: ['AmirAli Bagher Zadeh', 'Paul Pu Liang', 'Soujanya Poria', 'Erik Cambria', 'Louis-Philippe Morency'],
    title: 'Multimodal Language Analysis in the Wild: CMU-MOSEI Dataset and Interpretable Dynamic Fusion Graph',
    year: 2018,
    published: acl,
    arxiv: null,
    doi: '10.18653/v1/P18-1208',
  },
  wang2021mogonet: {
    authors: ['Tongxin Wang', 'Wei Shao', 'Zhi Huang', 'Haixu Tang', 'Jie Zhang', 'Zhengming Ding', 'Kun Huang'],
    title:
      'MOGONET Integrates Multi-Omics Data Using Graph Convolutional Networks Allowing Patient Classification and Biomarker Identification',
    year: 2021,
    published: { kind: 'journal', venue: 'Nature Communications', volume: '12', number: '3445' },
    arxiv: null,
    doi: '10.1038/s41467-021-23774-w',
  },
  goyal2017making: {
    authors: ['Yash Goyal', 'Tejas Khot', 'Douglas Summers-Stay', 'Dhruv Batra', 'Devi Parikh'],
    title: 'Making the V in VQA Matter: Elevating the Role of Image Understanding in Visual Question Answering',
    year: 2017,
    published: cvpr,
    arxiv: '1612.00837',
  },
  silberman2012indoor: {
    authors: ['Nathan Silberman', 'Derek Hoiem', 'Pushmeet Kohli', 'Rob Fergus'],
    title: 'Indoor Segmentation and Support Inference from RGBD Images',
    year: 2012,
    published: { kind: 'conference', venue: 'European Conference on Computer Vision (ECCV)', short: 'ECCV' },
    arxiv: null,
    doi: '10.1007/978-3-642-33715-4_54',
  },
  song2015sun: {
    authors: ['Shuran Song', 'Samuel P. Lichtenberg', 'Jianxiong Xiao'],
    title: 'SUN RGB-D: A RGB-D Scene Understanding Benchmark Suite',
    year: 2015,
    published: cvpr,
    arxiv: null,
    doi: '10.1109/CVPR.2015.7298655',
  },
  du2019translate: {
    authors: ['Dapeng Du', 'Limin Wang', 'Huiling Wang', 'Kai Zhao', 'Gangshan Wu'],
    title: 'Translate-to-Recognize Networks for RGB-D Scene Recognition',
    year: 2019,
    published: cvpr,
    arxiv: '1904.12254',
  },
} as const satisfies Readonly<Record<string, Paper>>;
